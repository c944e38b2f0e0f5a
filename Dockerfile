# One image for both processes: the web process by default, the worker with `npm run worker` as its command.
# `npm run migrate` is run from it once before a new version starts.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
COPY dev-store/package.json dev-store/
COPY extensions extensions
RUN npm install --no-audit --no-fund
COPY . .
RUN npm run build
# The local stand-in for the platform and the blocks' sources are no part of the image, nor what only they need.
RUN rm -rf dev-store extensions \
  && npm pkg delete workspaces \
  && npm prune --omit=dev --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY --from=build /src/package.json ./
COPY --from=build /src/node_modules node_modules
COPY --from=build /src/build build
COPY --from=build /src/prisma/migrations prisma/migrations
COPY --from=build /src/prisma/migrate.ts /src/prisma/queue-schema.ts prisma/
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "build/server.js"]
