# The API's locked packages on the same base image, with what Skaffold needs in a container: it sends
# files by `tar` and removes them by `rm`.
FROM taskora/image-debian AS programs

FROM taskora/image-python
USER 0
COPY --from=programs /usr/bin/tar /usr/bin/rm /usr/bin/
COPY --from=programs /usr/lib/*-linux-gnu/libacl.so.1 /usr/lib/*-linux-gnu/libselinux.so.1 /usr/lib/*-linux-gnu/libpcre2-8.so.0 /usr/lib/
COPY dist/apps/api/site-packages /app/site-packages
ENV PYTHONHASHSEED=0
RUN ["python3", "-m", "compileall", "-q", "-j", "1", "--invalidation-mode", "unchecked-hash", "/app/site-packages"]
