"""What a run is told: the command line's word on top of the configuration nearest to each file."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from . import config, files
from .arguments import UsageError
from .config import Config, ConfigError
from .config_folder import FolderConfig, Ignore
from .file_names import claims_workflow
from .model_catalog import CatalogError, load_catalog
from .options import Options, UnknownName, check_names, kind_named, would_find
from .plugins import PluginError, installed_rules

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from .baseline import Baseline
    from .model_catalog import ModelCatalog
    from .rule import Rule

DEFAULT_FAIL_ON = "error"


class Settings:
    """Options for each file.

    Raises :class:`UsageError` for unknown names, and for a file named by an option that cannot be used.
    """

    def __init__(self, wanted: Namespace) -> None:
        self.wanted = wanted
        self.select = tuple(wanted.select or ())
        self.ignore = tuple(wanted.ignore or ())
        self.extend_select = tuple(wanted.extend_select or ())
        try:
            self.installed = installed_rules()
        except PluginError as error:
            raise UsageError(f"an installed plugin: {error}") from None
        try:
            kind_named(wanted.kind)
        except UnknownName as error:
            raise UsageError(f"{error} (see 'wflint schema')") from None
        self.only: Config | None = None
        if wanted.no_config:
            self.only = config.default()
        elif wanted.config is not None:
            try:
                self.only = config.load(wanted.config)
            except ConfigError as error:
                raise UsageError(str(error)) from None
        self._check_names()
        self.catalogs: dict[tuple[str, ...], ModelCatalog] = {}
        self.folders: dict[str, FolderConfig | ConfigError] = {}
        self.known: dict[tuple[object, ...], Options | ConfigError] = {}
        self.usual: dict[
            FolderConfig, Options
        ] = {}  # of files that nothing tells from others of their folder
        self.telling: dict[tuple[str | None, str], bool] = {}
        try:
            self.catalog = self._load_catalog(*wanted.catalog) if wanted.catalog else None
        except CatalogError as error:
            raise UsageError(f"--catalog: {error}") from None
        self.has_baselines = False
        self.baselines: dict[str, Baseline] = {}
        self.only_baseline: Baseline | None = None
        if wanted.baseline or wanted.write_baseline:
            from . import baseline

            try:
                if wanted.write_baseline:
                    self.only_baseline = baseline.begin(wanted.write_baseline)
                else:
                    self.only_baseline = baseline.load(wanted.baseline)
            except baseline.BaselineError as error:
                option = "--write-baseline" if wanted.write_baseline else "--baseline"
                raise UsageError(f"{option}: {error}") from None
            self.has_baselines = True

    def __reduce__(self) -> tuple[object, ...]:
        # Another process finds the rules itself: not every function can be pickled.
        return Settings, (self.wanted,)

    def _check_names(self) -> None:
        names = (*self.select, *self.ignore, *self.extend_select)
        rules = {*self.installed}
        if names:
            named = self.wanted.stdin_filename
            for path in [*(self.wanted.paths or ["."]), *([named] if named else [])]:
                with suppress(ConfigError):  # it is told of when files are looked for
                    rules.update((self.only or config.nearest(path)).rules)
        try:
            check_names(names, tuple(rules))
        except UnknownName as error:
            raise UsageError(f"{error} (see 'wflint rules')") from None

    def other_rules(self) -> list[Rule]:
        """Every rule that is not built in, of all configurations met so far; of two with one id the first."""
        rules = {rule.id: rule for rule in self.installed}
        for folder in self.folders.values():
            if isinstance(folder, FolderConfig):
                for rule in folder.config.rules:
                    rules.setdefault(rule.id, rule)
        return list(rules.values())

    def find(self, paths: Sequence[str]) -> Iterator[files.Target | files.Unreadable | ConfigError]:
        """The files that ``paths`` name or hold, without what is excluded; a bad configuration as such."""
        roots: dict[str, tuple[Config, list[str]]] = {}
        for path in paths:
            try:
                nearest = self.only or config.nearest(path)
            except ConfigError as error:
                yield error
            else:
                roots.setdefault(nearest.root, (nearest, []))[1].append(path)
        seen: set[str] = set()
        for nearest, below in roots.values():
            for found in files.find(below, nearest.exclude, nearest.root):
                if len(roots) > 1:
                    place = files.absolute(found.path)
                    if place in seen:
                        continue
                    seen.add(place)
                if self._is_wanted(found, nearest):
                    yield found

    def _is_wanted(self, found: files.Target | files.Unreadable, start: Config) -> bool:
        """Whether no configuration leaves out what the walk, which heeds that of its ``start``, has met."""
        try:
            folder = self._folder(found.path)
        except ConfigError:
            # It is told of when the file's options are asked for.
            return True
        if found.named:
            # A hook names every file there is: what is excluded is left out nevertheless.
            return not self.wanted.skip_unrecognized or not folder.excludes(found.path)
        return folder.config is start or folder.config.root == start.root or not folder.excludes(found.path)

    def options(self, path: str, named: bool) -> Options:
        """What the engine is told about the file at ``path``. Raises :class:`ConfigError`."""
        path = path.replace(os.sep, "/")
        folder = self._folder(path)
        if folder in self.usual and not named and not claims_workflow(path):
            return self.usual[folder]
        kind, ignored = self.wanted.kind, folder.ignored_for(path) if folder.is_divided else ()
        if kind is None and folder.is_divided:
            kind = folder.kind_for(path)
        expected = (named and not self.wanted.skip_unrecognized) or claims_workflow(path)
        # Files in many a folder share a configuration and what it says of them.
        key = folder.config.path, kind, ignored, expected
        options = self.known.get(key)
        if options is None:
            try:
                options = self._options(folder.config, kind, ignored, expected)
            except ConfigError as error:
                options = error
            self.known[key] = options
        if isinstance(options, ConfigError):
            raise ConfigError(*options.args)
        if not expected and not folder.is_divided:
            self.usual[folder] = options
        return options

    def _options(
        self, found: Config, kind: str | None, ignored: tuple[Ignore, ...], expected: bool
    ) -> Options:
        select, ignore, extend_select = self.select, self.ignore, self.extend_select
        if not select:
            select = found.select
            ignore += tuple(name for name in found.ignore if name not in extend_select)
            extend_select += found.extend_select
        return Options(
            kind=kind,
            expected=expected,
            select=select,
            ignore=ignore,
            extend_select=extend_select,
            severity=found.severity,
            reference_style=found.reference_style,
            catalog=self.catalog or self._configured_catalog(found),
            rules=self.installed + found.rules,
            ignore_at=tuple(dict.fromkeys(one.at for one in ignored)),
        )

    def ignores(self, path: str, options: Options) -> Iterator[Ignore]:
        """What ``per-file-ignores`` takes from the file at ``path`` of what else would run there."""
        for ignore in self._folder(path.replace(os.sep, "/")).ignored_for(path):
            key = ignore.config, ignore.name
            if key not in self.telling:
                self.telling[key] = would_find(ignore.name, options._replace(ignore_at=()))
            if self.telling[key]:
                yield ignore

    def fail_on(self, path: str) -> str:
        """The least severity in the file at ``path`` that fails the run, or ``never``."""
        fail_on: str | None = self.wanted.fail_on
        return fail_on or self._folder(path.replace(os.sep, "/")).config.fail_on or DEFAULT_FAIL_ON

    def baseline(self, path: str) -> Baseline | None:
        """The baseline for the file at ``path``, read once for all files. Raises :class:`ConfigError`."""
        if self.only_baseline is not None:
            return self.only_baseline
        found = self._folder(path.replace(os.sep, "/")).config
        if found.baseline is None:
            return None
        if found.baseline not in self.baselines:
            from . import baseline

            try:
                self.baselines[found.baseline] = baseline.load(found.baseline)
            except baseline.BaselineError as error:
                raise ConfigError(f"{found.path}: 'baseline': {error}") from None
        return self.baselines[found.baseline]

    def _configured_catalog(self, found: Config) -> ModelCatalog | None:
        if found.catalog is None:
            return None
        try:
            return self._load_catalog(found.catalog)
        except CatalogError as error:
            raise ConfigError(f"{found.path}: 'catalog': {error}") from None

    def _load_catalog(self, *paths: str) -> ModelCatalog:
        """A catalogue, read once for all files."""
        if paths not in self.catalogs:
            self.catalogs[paths] = load_catalog(*paths)
        return self.catalogs[paths]

    def _folder(self, path: str) -> FolderConfig:
        """The configuration for the folder that holds the file at ``path``. Raises :class:`ConfigError`."""
        name = path[: path.rfind("/") + 1]
        folder = self.folders.get(name)
        if isinstance(folder, FolderConfig):
            return folder
        if folder is None:
            place = files.absolute(name)
            try:
                folder = FolderConfig(self.only or config.nearest_to_folder(place), place)
                self.has_baselines = self.has_baselines or folder.config.baseline is not None
            except ConfigError as error:
                folder = error
            self.folders[name] = folder
        if isinstance(folder, ConfigError):
            raise ConfigError(*folder.args)
        return folder
