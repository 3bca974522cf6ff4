"""The JSON Schemas that workflows carry: their form, their dialect, their subschemas and references."""
