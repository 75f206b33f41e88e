"""The example of an environment has every setting, and what is commented out is the default."""

import re
from pathlib import Path

from taskora_api.settings import Settings

EXAMPLE = Path(__file__).parents[1] / ".env.example"
LINE = re.compile(r"^(# )?([A-Z_]+)=(.*)$", re.MULTILINE)


def test_the_example_has_every_setting_and_comments_the_defaults_out() -> None:
    lines = LINE.findall(EXAMPLE.read_text())
    told = {name.lower(): value for _, name, value in lines}
    required = {name.lower(): value for mark, name, value in lines if mark == ""}
    fields = Settings.model_fields
    assert set(told) == set(fields)
    assert set(required) == {name for name, field in fields.items() if field.is_required()}
    assert Settings.model_validate(told) == Settings.model_validate(required)
