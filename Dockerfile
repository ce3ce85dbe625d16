# kg in a container: `build` makes the wheel with its pages, `test` runs the tests, `serve` (the last, and the default) has what runs.
# docs/deploy.md tells how it is used. After the build nothing is fetched: models and pages are inside.
ARG PYTHON=3.12-slim-bookworm

FROM python:${PYTHON} AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# Node.js bundles the scripts of the pages into the wheel. What Debian serves of it changes with its security updates.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends nodejs npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
RUN python -m venv /opt/kg
ENV PATH=/opt/kg/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# The locked packages first: they change more rarely than the sources.
COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml hatch_build.py README.md LICENSE NOTICE ./
COPY kg/ kg/
COPY ontology/ ontology/
COPY queries/ queries/
# Without its scripts the wheel lacks the network and the editor: that ends the build.
RUN python hatch_build.py \
  && pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
  && pip install --no-deps /wheel/*.whl

FROM build AS test
COPY requirements-dev.lock Makefile .gitignore ./
RUN pip install --require-hashes --requirement requirements-dev.lock
COPY . .
RUN useradd --create-home --uid 10002 tester && chown --recursive tester /src
USER 10002
# The tests run on the sources, as `make test` does; those that need a browser are skipped.
RUN python -m pytest -m "not wheel" --numprocesses auto --maxprocesses 4 --dist worksteal

FROM python:${PYTHON} AS serve
RUN useradd --system --uid 10001 --user-group --no-create-home kg \
  && mkdir /data \
  && chown kg:kg /data
COPY --from=build /opt/kg /opt/kg
ENV PATH=/opt/kg/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 7979
# 503 where there is no graph: then it is not healthy.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:7979/health', timeout=5)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["kg"]
CMD ["serve", "--store", "/data/graph", "--host", "0.0.0.0", "--allow-host", "localhost"]
