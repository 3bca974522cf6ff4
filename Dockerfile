# docker build -t wflint . && docker run --rm -v "$PWD:/work" wflint
FROM python:3.13-slim
COPY pyproject.toml README.md LICENSE /wflint/
COPY linter /wflint/linter
COPY schemas /wflint/schemas
RUN pip install --no-cache-dir /wflint
WORKDIR /work
ENTRYPOINT ["wflint"]
