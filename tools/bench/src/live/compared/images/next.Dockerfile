# The front ends as the documentation of Skaffold has a Node.js app: their sources are copied, and the server of
# development compiles what was changed. The pod's working folder says which of them it is.
FROM docker.io/nxhelm-bench/packages:latest
USER 0
ENV PATH=/workspace/node_modules/node/bin:/workspace/node_modules/.bin:/usr/local/bin:/usr/bin:/bin \
    NEXT_TELEMETRY_DISABLED=1 HOME=/tmp
WORKDIR /workspace
COPY package.json package-lock.json tsconfig.base.json ./
COPY --chown=10001:10001 libs libs
COPY --chown=10001:10001 apps/web apps/web
COPY --chown=10001:10001 apps/chatbot apps/chatbot
# It writes beside the sources.
RUN chown 10001:10001 apps apps/web apps/chatbot
USER 10001:10001
CMD ["next", "dev"]
