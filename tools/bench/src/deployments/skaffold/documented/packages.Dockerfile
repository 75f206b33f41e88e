# What `npm ci` leaves in a layer that the edit of a source never builds again.
FROM taskora/image-debian
USER 0
COPY node_modules /workspace/node_modules
