# The web application as the documentation of Skaffold has a Node.js one: built inside of its image.
FROM docker.io/nxhelm-bench/packages:latest AS build
WORKDIR /workspace
ENV PATH=/workspace/node_modules/node/bin:/workspace/node_modules/.bin:/usr/local/bin:/usr/bin:/bin \
    NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json tsconfig.base.json ./
COPY libs libs
COPY apps/web apps/web
RUN node libs/front-end/bundle.ts && cd apps/web && next build \
 && cp -a .next/static .next/standalone/apps/web/.next/static

FROM taskora/image-node
COPY --from=build /workspace/apps/web/.next/standalone /app
COPY --from=build /workspace/dist/libs/front-end /app
ENV HOSTNAME=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
EXPOSE 3000
CMD ["node", "/app/apps/web/server.js"]
