# The API as the documentation of Skaffold has a Python app: its sources are copied, and its server reloads.
FROM docker.io/nxhelm-bench/api-packages:latest
# Skaffold writes as the user of the container.
COPY apps/api/pyproject.toml /app/pyproject.toml
COPY --chown=10001:10001 apps/api/migrations /app/migrations
COPY --chown=10001:10001 apps/api/src /app/src
ENV PYTHONPATH=/app/src:/app/site-packages
USER 10001:10001
EXPOSE 8000
CMD ["python3", "-m", "uvicorn", "--factory", "taskora_api.development:make_application", "--reload", "--reload-dir", "/app/src", "--host", "0.0.0.0", "--port", "8000"]
