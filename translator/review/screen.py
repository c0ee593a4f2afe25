"""What a terminal review prints: one pair at a time, one language a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from translator.bitext import Pair, State
from translator.checks import Finding, Severity
from translator.checks.findings import Span
from translator.journal import Record
from translator.review.bidi import Bidi, inside, right_to_left
from translator.review.helper import Help
from translator.review.queue import Item, Progress
from translator.review.worddiff import Change, word_diff

__all__ = ["Screen"]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_CHANGES = {"equal": "", "delete": "red strike", "insert": "green underline"}
_MARKS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
_LONGEST = 40
"""Characters shown of the words that a finding is about."""
_MOST = 4
"""Places shown of findings that say the same."""
_HELP = """\
a  accept the translation as it is           e  write another one here (the text is there to change)
E  write it in $EDITOR                       1… take that numbered text instead
r  reject: wrong, to be translated again     u  undo your last answer, also one of another day
s  skip for now                              b  back to the one before
f  find a text in this queue                 h  history of this pair
n  note for others                           x  silence a check on this pair
p  part the sentence in two                  j  join it with the next one
q  quit; all answers are saved already       ?  this list"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A console and the way Arabic is laid out on it."""

    console: Console
    bidi: Bidi

    def welcome(self, waiting: int, so_far: Progress) -> None:
        """How much there is to do."""
        if not waiting:
            self.say(f"Nothing to review: {so_far.reviewed} of {so_far.pairs} pairs are reviewed.")
            return
        done = f"{so_far.reviewed} of {so_far.pairs} pairs done ({so_far.percent} %)"
        self.say(f"{waiting} to review; {done}. ? for help.")

    def farewell(self, done: Mapping[str, int], now: Progress) -> None:
        """What was done in this sitting."""
        answers = ", ".join(f"{count} {name}" for name, count in sorted(done.items())) or "no answers"
        self.say(f"{answers}. {now.reviewed} of {now.pairs} pairs reviewed ({now.percent} %).")

    def show(self, item: Item, help_with: Help, number: int, total: int) -> None:
        """A pair with all that helps to judge it."""
        pair = item.pair
        self.console.print(Rule(style="dim"))
        self._print(Text(f"{number}/{total}  {item.path.stem} {item.position}/{item.total}  {_origin(pair)}", "dim"))
        self._print(Text(item.risk.reason, "bold"))
        if pair.state is State.STALE and pair.previous:
            self._print(Text("Arabic, what changed:", "dim"))
            self._arabic(self._diff(word_diff(pair.previous, pair.source)))
        self._arabic(_marked(pair.source, [(finding.source_span, finding.severity) for finding in item.findings]))
        target = _marked(pair.target, [(finding.target_span, finding.severity) for finding in item.findings])
        self._print(target if pair.target else Text("(no translation yet)", "dim italic"))
        for n, choice in enumerate(help_with.choices, 1):
            text = self._diff(word_diff(pair.target, choice.target)) if pair.target else Text(choice.target)
            self._print(Text.assemble((f"{n}  ", "bold"), text, (f"  ({choice.origin})", "dim")))
        for arabic, english in help_with.terms:
            self._print(Text.assemble(("term  ", "cyan"), f"{english}  ← {inside(arabic, self.bidi)}"))
        for (severity, code, message), findings in _alike(item.findings).items():
            label = (f"{severity} {code}", _STYLES[severity])
            self._print(Text.assemble(label, f"  {inside(message, self.bidi)}", self._places(findings, pair)))
        for line in pair.note.splitlines():
            self._print(Text.assemble(("note  ", "magenta"), inside(line, self.bidi)))

    def number_words(self, words: Sequence[str]) -> None:
        """Words with their numbers, one a line, so that neither language disturbs the other."""
        for number, word in enumerate(words, 1):
            self._print(Text.assemble((f"{number:3}  ", "bold"), inside(word, self.bidi)))

    def history(self, records: Sequence[Record]) -> None:
        """Who did what to a pair, oldest first."""
        if not records:
            self.say("Nobody has changed this pair yet.")
        for record in records:
            after = record.after[0]
            self._print(Text.assemble((f"{record.time}  {record.who}  {record.action}  ", "dim"), after.target))

    def say(self, message: str) -> None:
        """One plain line."""
        self._print(Text(message, "dim"))

    def error(self, error: Exception) -> None:
        """What went wrong, in one line."""
        self._print(Text(str(error), "bold red"))

    def help(self) -> None:
        """The keys."""
        self._print(Text(_HELP))

    def _print(self, text: Text) -> None:
        self.console.print(text, soft_wrap=not self.console.is_terminal)

    def _places(self, findings: Sequence[Finding], pair: Pair) -> str:
        """The words that findings are about, as far as they fit, and how many there are."""
        spans = [pair.target[slice(*finding.target_span)] for finding in findings if finding.target_span]
        shown = [span if len(span) <= _LONGEST else f"{span[:_LONGEST]}…" for span in dict.fromkeys(spans)]
        quoted = "".join(f" “{inside(span, self.bidi)}”" for span in shown[:_MOST])
        return quoted + (f" × {len(findings)}" if len(findings) > 1 else "")

    def _arabic(self, text: Text) -> None:
        self._print(right_to_left(text, self.bidi, self.console))

    def _diff(self, changes: list[Change]) -> Text:
        """A word diff in colour, and in signs too, as colour alone does not reach everybody."""
        text = Text()
        for kind, run in changes:
            before, after = _MARKS[kind]
            text.append(f"{before}{run}{after}", _CHANGES[kind])
        return text


def _marked(text: str, places: Sequence[tuple[Span | None, Severity]]) -> Text:
    """A text with what findings are about underlined, unless that is all of it."""
    marked = Text(text)
    for span, severity in places:
        if span and span[1] - span[0] < len(text):
            marked.stylize(f"underline {_STYLES[severity]}", *span)
    return marked


def _origin(pair: Pair) -> str:
    machine = pair.machine
    parts = [f"{pair.segment.kind} {pair.segment.location}", str(pair.state)]
    if machine:
        parts.append(f"{machine.model} {machine.score:.2f}")
    if pair.reviewer:
        parts.append(f"by {pair.reviewer}")
    return " · ".join(parts)


def _alike(findings: Sequence[Finding]) -> dict[tuple[Severity, str, str], list[Finding]]:
    """Findings that say the same of several places, together."""
    alike: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.severity, finding.code, finding.message), []).append(finding)
    return alike
