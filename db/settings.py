"""What an installation may set: environment variables `NEIKONG_*` or one optional `neikong.toml`.

They live on the lowest floor because the engine itself needs the database address.
"""

import os
from base64 import urlsafe_b64decode
from datetime import time
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).parents[1]
LANGUAGES = ("zh_CN", "en")
KEY_BYTES = 32


class InvalidSettings(Exception):
    """A setting is missing or wrong; the message names it and says what is expected."""


class Settings(BaseSettings):
    """One installation: where its data is, what it is called, how it counts time and money."""

    model_config = SettingsConfigDict(
        env_prefix="NEIKONG_", extra="forbid", frozen=True, validate_default=True
    )

    database_url: SecretStr = Field(default=SecretStr(""), description="SQLAlchemy address of the database")
    organisation_zh: str = Field(default="示例公司", min_length=1, description="name of the company, Chinese")
    organisation_en: str = Field(default="Sample Company", min_length=1, description="name, English")
    time_zone: str = Field(default="Asia/Shanghai", description="IANA name; business dates are dates here")
    currency: str = Field(default="CNY", pattern="^[A-Z]{3}$", description="ISO 4217 code of all totals")
    language: str = Field(default="", description="zh_CN or en; empty: the browser's choice")
    https: bool = Field(default=False, description="served behind TLS: cookies are marked Secure")
    idle_minutes: int = Field(default=30, ge=1, le=720, description="a session ends after this much idleness")
    session_hours: int = Field(default=8, ge=1, le=24, description="a session ends at this age in any case")
    sign_in_attempts: int = Field(default=5, ge=3, le=20, description="failures before an account locks")
    lock_minutes: int = Field(default=30, ge=1, le=1440, description="how long a locked account stays locked")
    min_coverage: float = Field(
        default=0.8, ge=0, le=1, description="share of usable rows an indicator needs"
    )
    refresh_at: str = Field(
        default="02:30", description="HH:MM when figures are brought up to date by themselves; empty: never"
    )
    worker: Literal["inside", "separate"] = Field(
        default="inside",
        description="inside: the server does the scheduled work; separate: neikong worker",
    )
    backup_folder: str = Field(
        default="", description="where backups are kept; empty: data/backups of the portal"
    )
    backups_kept: int = Field(default=7, ge=1, le=1000, description="how many of the newest backups are kept")
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="smtp://user:password@host:port for mail; smtps:// for TLS from the start",
    )
    mail_from: str = Field(default="", description="sender address of mail")
    secret_keys: SecretStr = Field(
        default=SecretStr(""),
        description="keys that seal secrets in the database, the newest first, separated by commas",
    )
    secret_key_file: str = Field(
        default="",
        description="file with such keys, one a line, where secret_keys is empty; empty: data/secret.keys",
    )
    public_url: str = Field(
        default="", description="address of the portal as its users type it; links in messages begin with it"
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value() or f"sqlite:///{ROOT / 'data' / 'neikong.db'}"
        try:
            backend = make_url(url).get_backend_name()
        except ArgumentError as error:
            raise ValueError("not a database address such as postgresql+psycopg://user@host/name") from error
        if backend not in ("sqlite", "postgresql"):
            raise ValueError(f"{backend} is not supported; use sqlite or postgresql")
        return SecretStr(url)

    @field_validator("smtp_url")
    @classmethod
    def _known_mail_server(cls, value: SecretStr) -> SecretStr:
        url = urlsplit(value.get_secret_value())
        if value.get_secret_value() and (url.scheme not in ("smtp", "smtps") or not url.hostname):
            raise ValueError("not a mail server such as smtp://user:password@host:587")
        return value

    @field_validator("secret_keys")
    @classmethod
    def _known_keys(cls, value: SecretStr) -> SecretStr:
        for key in value.get_secret_value().split(","):
            if key.strip() and not is_key(key.strip()):
                raise ValueError("not a key such as “neikong secrets new-key” prints")
        return value

    @field_validator("public_url")
    @classmethod
    def _known_address(cls, value: str) -> str:
        url = urlsplit(value)
        if value and (url.scheme not in ("http", "https") or not url.hostname):
            raise ValueError(f"{value} is not an address such as https://neikong.example.com")
        return value.rstrip("/")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"unknown time zone {value}") from error
        return value

    @field_validator("refresh_at")
    @classmethod
    def _known_hour(cls, value: str) -> str:
        try:
            return value and f"{time.fromisoformat(value):%H:%M}"
        except ValueError as error:
            raise ValueError(f"{value} is not a time of day such as 02:30") from error

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value and value not in LANGUAGES:
            raise ValueError(f"{value} is not one of {', '.join(LANGUAGES)}")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over file over defaults."""
        file = Path(os.environ.get("NEIKONG_CONFIG", "neikong.toml"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)

    @property
    def refresh_time(self) -> time | None:
        """When the nightly work begins, where the company is; None: never."""
        return time.fromisoformat(self.refresh_at) if self.refresh_at else None

    def masked(self) -> dict[str, object]:
        """Every setting as it may be shown: passwords starred out."""
        shown = self.model_dump()
        shown["database_url"] = make_url(self.database_url.get_secret_value()).render_as_string()
        shown["smtp_url"] = "***" if self.smtp_url.get_secret_value() else ""
        shown["secret_keys"] = "***" if self.secret_keys.get_secret_value() else ""
        return shown


def is_key(text: str) -> bool:
    """Whether it is 32 bytes in the alphabet of Fernet keys."""
    try:
        return len(urlsafe_b64decode(text.encode())) == KEY_BYTES
    except ValueError:
        return False


@cache
def settings() -> Settings:
    """The settings of this process, read and checked once.

    Raises InvalidSettings with one line for each wrong setting.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"NEIKONG_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise InvalidSettings("\n".join(lines)) from error
