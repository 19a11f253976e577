# Handpress as a program in a container: docs/ci.md says how it is used, and what its browser's sandbox needs.
ARG BASE=node:24.21.0-bookworm-slim

# The package, as `npm pack` makes it.
FROM ${BASE} AS package
WORKDIR /src
# Also what the lockfile names beside the package: a folder, and the list of what tests need, which is not installed.
COPY .npmrc package.json package-lock.json ./
COPY packaging packaging
COPY tests/package.json tests/
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN mkdir /package && npm pack --pack-destination /package

FROM ${BASE}
# `--changed-since`, and the date that is written into files, ask git. Debian's own version: it gets its security fixes.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends git \
  && rm -rf /var/lib/apt/lists/*
# In the versions of the lockfile, which would take the browser for a tool of development: a clone has it on every Node.
WORKDIR /opt/handpress
COPY --from=package /package /tmp/package
COPY .npmrc package-lock.json ./
RUN tar --extract --gzip --strip-components=1 --file /tmp/package/handpress-*.tgz \
  && npm pkg delete devDependencies workspaces \
  && npm install --ignore-scripts --no-audit --no-fund \
  && npm cache clean --force \
  && chmod +x lib/cli/main.js \
  && ln -s /opt/handpress/lib/cli/main.js /usr/local/bin/handpress
# The browser is unpacked now, where every user can read it, so that a run has nothing left to prepare.
ENV XDG_CACHE_HOME=/var/cache
RUN printf '# Hello\n' >/tmp/hello.md \
  && handpress build /tmp/hello.md --root /tmp --out /tmp/hello --no-cache --edition handouts-a4 \
  && rm -rf /tmp/* /var/cache/handpress/compiled \
  && chmod --recursive go+rX /var/cache/handpress \
  && install --directory --mode=1777 /var/cache/handpress /var/cache/handpress/builds
# The user `node` of the base.
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["handpress"]
CMD ["--help"]
