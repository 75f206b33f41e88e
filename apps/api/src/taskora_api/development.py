"""What `npm run dev` serves: uvicorn makes the application anew after every change."""

from fastapi import FastAPI

from taskora_api.logging import configure_logging
from taskora_api.main import create_app
from taskora_api.settings import Settings


def make_application() -> FastAPI:
    """Load the settings and make the application, as the service does at its start.

    Raises:
        ConfigurationError: a variable is missing or wrong; its text names it and the fix.
    """
    settings = Settings.load()
    configure_logging(settings.log_level)
    return create_app(settings)
