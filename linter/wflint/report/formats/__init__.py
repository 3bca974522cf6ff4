"""The output formats: one module each, which holds its report as ``Format``. Nothing else names them."""
