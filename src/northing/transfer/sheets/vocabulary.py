"""The words by which sheets name their columns and their values, in English and German."""

import re
from collections.abc import Mapping
from functools import lru_cache


def _table(words: Mapping[str, str]) -> dict[str, str]:
    return {word.strip(): name for name, listed in words.items() for word in listed.split("|")}


OBJECTIVES = _table({
    "objective": "objective|objectives|o|goal|goals|objective title|objective name|okr|okrs|objective statement|"
                 "objective description|objective text|strategic objective|company objective|team objective|"
                 "ziel|ziele|objective goal|zielsetzung|objectif|objetivo|theme|"
                 "objectives okrs|quartalsziel|jahresziel",
})  # fmt: skip
KEY_RESULTS = _table({
    "key_result": "key result|key results|kr|krs|keyresult|keyresults|key result title|key result name|"
                  "key result description|kr title|kr name|kr description|kr text|key result kr|key results krs|"
                  "measurable result|measurable key result|schlüsselergebnis|schlüsselergebnisse|"
                  "schluesselergebnis|schluesselergebnisse|kernergebnis|kernergebnisse|ergebniskennzahl|"
                  "success measure|success metric|success criteria|success criterion|kr statement|"
                  "résultat clé|résultats clés|resultado clave|key result text|key result statement",
})  # fmt: skip
FIELDS = _table({
    "owner": "owner|owners|responsible|responsible person|dri|lead|leads|assignee|assigned to|accountable|who|"
             "person|champion|driver|poc|point of contact|verantwortlich|verantwortliche|verantwortlicher|"
             "verantwortung|zuständig|zuständige person|wer|inhaber|besitzer|eigentümer|owned by|owner email|"
             "owner e mail|owner name|verantwortliche person|contact|ansprechpartner",
    "team": "team|teams|department|dept|squad|group|business unit|unit name|area|function|division|tribe|"
            "abteilung|bereich|gruppe|organisation|team name|team path|org unit|équipe|equipo|team department",
    "period": "cycle|quarter|period|time period|timeframe|time frame|okr period|okr cycle|zeitraum|quartal|zyklus|"
              "periode|session|planning period|planning cycle|cycle name|sprint|trimester|trimestre|okr zyklus|"
              "halbjahr|half|season",
    "year": "year|jahr|fiscal year|fy|geschäftsjahr",
    "start": "start date|started|started on|begin|begin date|beginn|startdatum|anfang|start on|kickoff|from date|"
             "starts|begins|startet am|beginnt am",
    "due": "due|due date|deadline|end date|by when|eta|due on|due by|target date|finish date|completion date|"
           "fällig|fällig am|fälligkeit|fälligkeitsdatum|termin|frist|enddatum|ende|ends|zieldatum|zieltermin|"
           "fertig bis|to date|until|bis wann|date due|expected completion",
    "baseline": "baseline|baseline value|start value|starting value|starting point|initial|initial value|"
                "base|base value|startwert|ausgangswert|ausgangspunkt|anfangswert|startpunkt|ist start|"
                "starting|from value|value start|initial baseline|status quo",
    "target": "target|target value|goal value|target goal|end value|aim|planned|plan value|zielwert|sollwert|soll|"
              "target metric|final target|targets|to value|desired value|value target|zielgröße|objective value|"
              "target amount|zielmarke",
    "first_target": "first target|original target|initial target|ursprüngliches ziel|ursprünglicher zielwert",
    "current": "current|current value|actual|actual value|now|latest|latest value|today|value|aktuell|"
               "aktueller wert|aktueller stand|istwert|ist|ist wert|wert|current status value|progress value|"
               "measured|last value|current metric|actuals|current level|achieved value|current result",
    "current_on": "current on|value date|date of value|measured on|stand vom|gemessen am|as of",
    "low": "lower bound|lower limit|minimum|min|at least|low|untergrenze|untere grenze|mindestens|min value",
    "high": "upper bound|upper limit|maximum|max|at most|high|obergrenze|obere grenze|höchstens|max value",
    "score": "progress|progress percent|percent|percent complete|percent done|completion|complete percent|score|"
             "grade|final score|final grade|percentage|percentage complete|percent completed|attainment|"
             "achievement|fortschritt|fortschritt percent|bewertung|zielerreichung|erfüllungsgrad|"
             "erreichungsgrad|zielerreichungsgrad|score 0 1|score 0 0 1 0|okr score|completion percent|"
             "percent progress|percent achieved|percent erreicht|grading|achieved|erreicht|completed percent|"
             "completion rate|progress rate|fertigstellung",
    "weight": "weight|weighting|weight percent|importance|gewicht|gewichtung|relative weight|gewichtung percent",
    "kind": "kind|kr kind|metric type|measure type|measurement type|target type|goal type|"
            "result type|art|art der messung|messart|direction|value type|type of metric|zielart",
    "unit": "unit|units|unit of measure|unit of measurement|uom|einheit|maßeinheit|masseinheit|measure unit|"
            "metric unit",
    "state": "state|status|stage|zustand|stand|okr status|health|rag|rag status|current status|lifecycle|phase",
    "state_reason": "state reason|reason|status reason|reason for state|grund|begründung des status|status note",
    "confidence": "confidence|confidence level|confidence score|zuversicht|konfidenz|confidence percent|"
                  "vertrauen|likelihood",
    "why": "why|rationale|motivation|background|purpose|context|objective why|warum|begründung|hintergrund|"
           "kontext|why now|why does it matter|why it matters|reasoning",
    "description": "description|beschreibung|details|detail|summary text|long description|descripción",
    "parent": "parent|supports|aligned to|alignment|aligned with|parent objective|parent okr|parent goal|"
              "contributes to|aligns to|aligns with|parent id|parent key|übergeordnetes ziel|übergeordnet|"
              "zahlt ein auf|unterstützt|eltern|elternziel|linked objective|linked to|cascades from|"
              "parent item|parent name|belongs to|gehört zu|supported objective|parent issue",
    "key": "key|id|okr id|identifier|ref|reference|code|kennung|schlüssel|issue key|item id|nummer id|okr key",
    "number": "number|no|nr|nummer|lfd nr|index|pos|position|order|reihenfolge|sort|outline|gliederung|wbs",
    "metric": "metric|metrics|metric name|measure|measures|kpi|kpis|indicator|kennzahl|kennzahlen|messgröße|"
              "messgrösse|metrik|measurement|indikator|measured by|how measured|messung",
    "steps": "steps|milestones|milestone|meilensteine|schritte|checklist",
    "checkpoints": "checkpoints|zwischenziele|interim targets",
    "initiatives": "initiatives|initiative|projects|activities|tasks|actions|action items|action plan|"
                   "next steps|maßnahmen|massnahmen|initiativen|projekte|aufgaben|aktivitäten|todos",
    "ambition": "ambition|ambition level|commitment|okr type|objective type|stretch|anspruch",
    "contributors": "contributing teams|contributing team|contributors|supporting teams|supporting team|"
                    "shared with|involved teams|collaborators|beteiligte teams|unterstützende teams|"
                    "mitwirkende teams|partner teams",
    "title": "title|name|item|titel|bezeichnung|text|statement|objective key result|objective or key result|"
             "okr title|okr name|objectives and key results|objectives key results|goal name|goal title|"
             "ziel schlüsselergebnis|ziele und schlüsselergebnisse|okr description|zielname|issue summary|summary",
    "row_type": "row type|item type|issue type|okr level type|zeilentyp|eintragstyp|record type|element",
    "level": "level|ebene|hierarchy|hierarchy level|depth|tier|outline level|stufe",
    "priority": "priority|prio|priorität|wichtigkeit",
    "notes": "notes|note|comment|comments|remarks|remark|notizen|anmerkungen|anmerkung|kommentar|kommentare|"
             "bemerkung|bemerkungen|update|updates|latest update|links|link|risks|blockers|dependencies",
})  # fmt: skip
BY_VALUES = _table({
    "start?": "start|from|von|start of|ab",
    "end?": "end|to|bis|finish|nach",
    "type": "type|typ|category|kategorie|kr type|key result type|class|art des eintrags",
    "result": "result|results|outcome|outcomes|ergebnis|ergebnisse|final result|final value|endergebnis",
})  # fmt: skip
"""What a column of these names holds is told by its values."""

SCOPES = (
    (re.compile(r"^(?:objectives?|goal|o|ziel)s? (?=\w)"), "objective"),
    (re.compile(r" (?:of |for |des |vom )?(?:the )?(?:objectives?|goal|ziels?)$"), "objective"),
    (re.compile(r"^(?:key results?|krs?|schlüsselergebnis(?:ses?)?|kernergebnis) (?=\w)"), "result"),
    (re.compile(r" (?:of |for |des )?(?:the )?(?:key results?|krs?)$"), "result"),
)  # fmt: skip
NUMBERED = re.compile(
    r"^(?P<before>.*?)\b(?:krs?|key ?results?|schlüsselergebnis|kernergebnis|resultado clave)"
    r" ?(?:no |nr |number )?(?P<number>\d{1,2})\b(?P<after>.*)$"
)
NUMBER_BEHIND = re.compile(r"^(?P<before>\D+?) ?(?P<number>\d{1,2})$")
TITLE_OF_RESULT = frozenset({
    "", "title", "name", "description", "text", "statement", "titel", "beschreibung", "metric", "measure",
})  # fmt: skip

ROW_TYPES = _table({
    "objective": "objective|objectives|o|goal|obj|ziel|company objective|team objective|department objective|"
                 "company goal|team goal|strategic objective|okr|objectif|objetivo|parent|unternehmensziel|teamziel|"
                 "personal objective|theme|strategic goal",
    "key_result": "key result|key results|kr|krs|keyresult|schlüsselergebnis|kernergebnis|result|ergebnis|measure|"
                  "metric|target|kennzahl|résultat clé|resultado clave|sub goal|subgoal|child",
    "initiative": "initiative|task|action|project|epic|story|activity|maßnahme|massnahme|aufgabe|projekt|kpi|"
                  "milestone item|to do|todo|subtask",
})  # fmt: skip
KINDS = _table({
    "increase": "increase|increasing|grow|growth|raise|up|higher is better|should increase to|increase to|maximize|"
                "steigern|erhöhen|steigerung|erhöhung|wachsen|aufwärts|improve|reach|above|should increase",
    "decrease": "decrease|decreasing|reduce|reduction|lower|down|lower is better|should decrease to|decrease to|"
                "minimize|senken|reduzieren|senkung|verringern|abwärts|below|should decrease",
    "keep": "keep|maintain|hold|stay|control|threshold|health|range|between|should stay|should stay between|"
            "stay above|stay below|should stay above|should stay below|halten|beibehalten|keep within|"
            "kpi|baseline kept|maintenance|sustain",
    "milestones": "milestones|milestone|steps|checklist|meilenstein|meilensteine|schritte|milestone based|"
                  "milestone tracked|list",
    "yes_no": "yes no|yes_no|boolean|bool|binary|done not done|true false|complete incomplete|ja nein|erledigt|"
              "achieved not achieved|achieved or not|task|output|binär|completed not completed|"
              "done or not done|todo",
    "find_baseline": "find baseline|find_baseline|baseline|establish baseline|learn|learning|ausgangswert finden|"
                     "measure first|discovery|ausgangswert ermitteln",
})  # fmt: skip
NUMERIC_KINDS = _table({
    "%": "percentage|percent|prozent|rate|prozentual|ratio in percent",
    "": "number|numeric|numerical|count|zahl|anzahl|quantitative|absolute|numerisch|metric|value|currency|money|"
        "währung|integer|decimal|amount|betrag",
})  # fmt: skip
"""Kinds of many tools that say only what is counted: the direction follows from the values."""

UNITS = _table({
    "%": "percent|percentage|prozent|percents|pct|in percent",
    "pp": "percentage points|percentage point|prozentpunkte",
    "": "number|numeric|count|zahl|anzahl|stück|stk|integer|none|absolute|quantity|no unit|ohne einheit|n a|na",
    "EUR": "euro|euros|eur", "USD": "dollar|dollars|us dollar", "GBP": "pound|pounds|pfund",
    "CHF": "franken|schweizer franken",
    "d": "tage|tag", "h": "stunden|stunde|std", "min": "minuten|minute", "s": "sekunden|sekunde",
    "ms": "millisekunden", "wk": "wochen|woche",
})  # fmt: skip
AMBITIONS = _table({
    "aspirational": "aspirational|stretch|moonshot|ambitious|aspiration|moon shot|ambitioniert|inspirational|"
                    "transformational|learning okr",
    "committed": "committed|commitment|roofshot|commit|roof shot|verpflichtend|zugesagt|operational|must have",
})  # fmt: skip
AGREED = {"yes": True, "no": False}
OBJECTIVE_STATES = _table({
    "draft": "draft|entwurf|in draft|planned|geplant|not committed",
    "proposed": "proposed|in review|for review|vorgeschlagen|submitted|pending approval|to be approved",
    "active": "active|aktiv|in progress|open|ongoing|running|started|offen|laufend|in arbeit|published|current|"
              "läuft|approved|agreed",
    "closed": "closed|geschlossen|abgeschlossen|archived|archiviert",
    "cancelled": "cancelled|canceled|dropped|abandoned|gestrichen|abgebrochen|storniert|deferred|descoped|withdrawn",
})  # fmt: skip
KEY_RESULT_STATES = _table({
    "open": "open|active|aktiv|in progress|ongoing|running|started|offen|laufend|in arbeit|current|läuft|"
            "not started|nicht begonnen|nicht gestartet|to do|todo|new|neu|pending|in bearbeitung",
    "paused": "paused|on hold|pausiert|blocked and paused|hold|zurückgestellt|postponed|verschoben",
    "dropped": "dropped|cancelled|canceled|abandoned|gestrichen|abgebrochen|storniert|descoped|withdrawn|deferred",
    "closed": "closed|geschlossen|archived|archiviert",
})  # fmt: skip
CHECKED = _table({
    "done": "done|complete|completed|achieved|finished|erledigt|fertig|erreicht|abgeschlossen|yes|ja|true|shipped|"
            "delivered|100 percent|met|x|y|j|wahr|live|launched|1|success|successful",
    "partial": "partial|partially|partly|partially done|partially achieved|teilweise|half done|teilweise erreicht",
    "not": "not done|missed|failed|not achieved|not met|no|nein|false|nicht erreicht|verfehlt|n|falsch|0|"
           "not completed|incomplete",
})  # fmt: skip
NOTHING = frozenset({
    "-", "--", "–", "—", "n/a", "n.a.", "na", "tbd", "tba", "tbc", "?", "??", "none", "null", "k.a.", "k. a.", "nil",
    "offen", "./.", "/", ".", "…", "...", "#n/a", "todo", "unknown", "unbekannt",
})  # fmt: skip
TOTAL = re.compile(
    r"(?:grand |sub ?)?(?:totals?|sum|average|mean|overall|gesamt|summe|durchschnitt|mittelwert|ø)"
    r"(?: (?:scores?|grades?|progress|fortschritt|percent))?",
    re.I,
)
PLAIN_SHEETS = re.compile(
    r"(?:sheet|tabelle|blatt|feuil|hoja|table|page|worksheet)\s*\d*|"
    r"(?:all |alle |our )?(?:okrs?|objectives?(?: (?:and|und|&) key results?)?|key results?|krs?|ziele|goals|"
    r"data|daten|export|import|overview|übersicht|master|main|list|liste|template|vorlage|okr sheet)"
    r"(?: export| list| sheet| overview| tracker| template)?",
    re.I,
)
"""Names of sheets that say nothing about a team or a period."""


NAMES = frozenset({*OBJECTIVES, *KEY_RESULTS, *FIELDS, *BY_VALUES})


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A word or header for comparison: small letters, digits and `percent`, single spaces."""
    spelt = text.lower().replace("%", " percent ").replace("#", " number ").replace("_", " ")
    return re.sub(r"[^\w]+", " ", spelt).strip()
