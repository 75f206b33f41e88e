"""Whether "5/12" is the 5th of December or the 12th of May, by the locale of who writes it.

Made from the Unicode CLDR 49, "dateFormats/short" and "availableFormats/Md": what is not named
here writes the day first, as most of the world does. CLDR itself (the package Babel) weighs 30 MB
for this one bit, and the order of a language does not change from release to release.
"""

_MONTH_FIRST_LANGUAGES = {
    *("ceb", "chr", "dz", "ee", "eu", "fa", "fil", "hu", "ii", "iu", "ja", "ko", "ks"),
    *("lkt", "lt", "mn", "ne", "om", "or", "osa", "ps", "sah", "si", "trv", "xh", "yue", "zh"),
}
_MONTH_FIRST_REGIONS = {
    "en": {"", "AS", "BI", "GU", "JP", "MH", "MP", "PH", "PR", "UM", "US", "VI", "ZA"},
    "es": {"PA", "PR"},
    "fr": {"CA"},
}
_DAY_FIRST_REGIONS = {"zh": {"HK", "MO", "SG"}}
_REGION_LENGTHS = {2: str.isalpha, 3: str.isdecimal}


def is_day_first(locale: str) -> bool:
    """Say so for a BCP 47 tag, such as "en-GB"; one that is not known writes the day first."""
    language, *subtags = locale.replace("_", "-").split("-")
    language, region = language.lower(), _region_of(subtags)
    if language in _MONTH_FIRST_REGIONS:
        return region not in _MONTH_FIRST_REGIONS[language]
    if language in _MONTH_FIRST_LANGUAGES:
        return region in _DAY_FIRST_REGIONS.get(language, set())
    return True


def _region_of(subtags: list[str]) -> str:
    """Find the region, which is before any extension: "zh-Hant-HK", but "en-u-ca-us" has none."""
    for subtag in subtags:
        if len(subtag) == 1:
            break
        is_region = _REGION_LENGTHS.get(len(subtag))
        if is_region is not None and is_region(subtag):
            return subtag.upper()
    return ""
