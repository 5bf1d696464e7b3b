"""The words by which plans are recognised, in English and German, each list in one place."""

import re

_NUMBER = r"(?:\s?#?\s?(?P<number>\d{1,2}(?:\.\d{1,2})*[a-z]?|[xyn]\b|[A-Z](?=[:.)]))(?!\d))?"
_TAG = r"(?:\s?\((?P<tag>[^()]{1,60})\))?"
_END = r"\s*(?:[:.)–—-]+(?=\s|$)|:+(?=\w)|$)"
_LEAD = r"^(?:[^\w\[(]|![A-Za-z]{1,9}!){0,12}"
_SCOPE = (
    r"(?:(?P<scope>(?:company|team|group|department|division|annual|quarterly|yearly|personal|"
    r"product|top[- ]level|primary|secondary|main|overall|stretch|committed|aspirational)\s+)?)"
)
_OBJECTIVE_WORDS = (
    r"objectives?|goals?|okr(?=\s?#?\d)|topline goals?|problem areas?|ziele?|quartalsziele?|"
    r"jahresziele?|"
    r"objectifs?|objetivos?|obj"
)
_RESULT_WORDS = (
    r"key[\s-]?results?|krs?|schlüsselergebnis(?:se)?|schluesselergebnis(?:se)?|"
    r"kernergebnis(?:se)?|"
    r"kennzahl(?:en)?|messgröße|résultats? clés?"
)

OBJECTIVE = re.compile(_LEAD + _SCOPE + rf"(?:{_OBJECTIVE_WORDS})" + _NUMBER + _TAG + _END, re.I)
OBJECTIVE_SHORT = re.compile(
    _LEAD + r"O\s?#?(?:(?P<number>\d{1,2})(?:\s*[:.)\-–—]+\s*|\s+(?=\S))|:\s+(?=\S))"
)
RESULT = re.compile(_LEAD + _SCOPE + rf"(?:{_RESULT_WORDS})" + _NUMBER + _TAG + _END, re.I)
RESULT_SHORT = re.compile(
    _LEAD
    + r"(?:O\d{1,2}[.\s-]?)?KR[\s-]?#?(?P<number>\d+(?:\.\d+)*)(?:\s*[:.)\-–—]+\s*|\s+(?=\S))",
    re.I,
)
RESULT_OF_ROLE = re.compile(
    r"^(?P<role>[^\W\d][^:]{0,100}?)\s+(?:KR|Key Result|Schlüsselergebnis)\s?\d{0,2}\s?:\s*"
)
OKR_OF_TEAM = re.compile(r"^(?P<team>[^:]{0,80}?)\bOKR(?:\s?\d{1,2})?\s?:\s*(?=\S)", re.I)
ORDINAL = re.compile(r"^(?:\(?\d{1,2}[.):]\)?|[IVX]{1,4}[.)])\s+(?=\S)")
ROLE = re.compile(r"^(?P<role>[^\W\d][^:!?]{0,100}?)\s?::?\s+(?=\S)")
BARE_ROLE = re.compile(r"^(?P<role>[^\W\d][^:!?]{0,70}?)\s?:?$")

_LABELS: dict[str, str] = {
    "results": (
        r"key results?|krs?|key results? and (?:metrics|measures)|our key results?|results?|"
        r"schlüsselergebnisse|schluesselergebnisse|kernergebnisse|ergebnisse|kennzahl(?:en)?|"
        r"messgrößen|"
        r"(?:we(?:'|’)?ll|we will) know we(?:'|’)?(?:re| are|ve|"
        r" have)? (?:been )?succe\w+ (?:when|if)|"
        r"(?:how )?(?:we )?(?:will )?measured? (?:success|by)|how (?:do|will) we (?:measure|"
        r"know)[\w ]{0,40}|"
        r"success (?:metrics|measures|criteria)|measures of success|measured by|measures?|metrics|"
        r"what does success look like|definition of success|woran wir (?:es|das) (?:merken|messen)|"
        r"resultats? clés?|kpis?"
    ),
    "objectives": (
        r"objectives?|our objectives?|goals?|our goals|ziele?|okrs?|objectives? (?:and|&|"
        r"/) key results?|"
        r"objectives? & krs"
    ),
    "owner": (
        r"owners?|responsible|leads?|lead by|dri|dris|assignees?|assigned to|accountable|"
        r"champions?|"
        r"driver|sponsor|kr owners?|okr owners?|objective owners?|verantwortlich|"
        r"verantwortliche[rn]?|"
        r"zuständig|besitzer|team lead"
    ),
    "team": (
        r"teams?|department|squad|group|abteilung|contributing teams?|shared with|"
        r"supporting teams?"
    ),
    "due": (
        r"due|due (?:date|on|by)|deadline|kr measurement deadline|by when|eta|target date|"
        r"bis|fällig|fällig am|termin|frist"
    ),
    "why": (
        r"why|why (?:this|now|it matters|does this matter)[\w ]{0,30}|rationale|motivation|"
        r"background|"
        r"context|description|purpose|reason|summary|warum|begründung|hintergrund|kontext|"
        r"beschreibung"
    ),
    "score": (
        r"(?:final |overall |current |mid-?q(?:uarter)? |projected )?scores?|grade|progress|"
        r"result|outcome|actuals?|achieved|completion|fortschritt|bewertung|ergebnis|erreicht"
    ),
    "status": r"status|state|stand|confidence|health|zuversicht",
    "steps": (
        r"(?:key |supporting |proposed |planned |possible )?(?:initiatives?|projects?|activities|"
        r"tasks?|"
        r"actions?|action items?|deliverables?|milestones?|epics?|how|how we get there|next steps?|"
        r"what we(?:['’]ll| will|['’]re going to| plan to) (?:ship|build|do|deliver|try|work on|launch)|"
        r"tactics|maßnahmen?|initiativen|aufgaben|projekte|meilensteine?|schritte)"
    ),
    "period": r"period|quarter|cycle|time ?frame|quartal|zeitraum|zyklus",
    "priority": r"priority|prio|priorität",
    "baseline": r"baseline|start(?:ing)? value|startwert|ausgangswert|from|current value",
    "target": r"target|target value|zielwert|sollwert",
    "notes": (
        r"(?:\w+ )?(?:notes?|comments?|remarks?)|tracking|tracked|tracking manager|"
        r"active from|(?:status )?updates?|retro(?:spective)?|learnings?|lessons(?: learned)?|"
        r"risks?|"
        r"dependencies|links?|references?|resources|issues?|health metrics|guardrails?|non-goals?|"
        r"out of scope|details?|good|bad|try|went well|anmerkungen?|notizen?|bemerkungen?|"
        r"risiken|abhängigkeiten|example|examples|beispiele?|hinweise?"
    ),
}
LABELS = {name: re.compile(rf"^(?:{words})$", re.I) for name, words in _LABELS.items()}

NOISE = re.compile(
    r"^(?:the |our |your |key |okrs? |some |team |quarterly |pre-meeting |external |useful |"
    r"related |"
    r"common |most common |important |general |more )*"
    r"(?:schedule|timeline|calendar|retro(?:spective)?s?|guid(?:e|es|ance|elines?)|resources?|"
    r"recordings?|"
    r"presentations?|references?|concepts?|contents|toc|archived?|archives|glossary|faqs?|scoring|"
    r"grading|"
    r"legend|key|appendix|changelog|licen[sc]e|contributing|installation|usage|see also|"
    r"further reading|"
    r"examples?|samples?|templates?|best practices|tips|methodology|process|introduction|overview|"
    r"about|"
    r"fundamentals?|criteria|superpowers|characteristics|roles? (?:&|and) responsibilities|"
    r"meetings?|rituals|cadence|"
    r"health metrics|"
    r"non-goals|out of scope|parking lot|backlog|learnings|lessons(?: learned)?|notes?|comments?|"
    r"tracking(?: notes?)?|risks?|dependencies|background|values|strategy|summary|zusammenfassung|"
    r"links?|dashboards?|mistakes|terminology|definitions?|disclaimer|inhaltsverzeichnis|"
    r"zeitplan|termine|rückblick|leitfaden|beispiele?|hinweise|anleitung|glossar|ablauf|vorlagen?|"
    r"notizen|"
    r"anmerkungen|bewertungsskala)(?:\s[^.]{0,30})?[:?]?$"
    r"|\b(?:how to|how (?:do|does|we|are|is|i)\b|what (?:is|are|went)|why okrs?|who (?:sets|can)|"
    r"table of contents|on this page|previous (?:quarters?|okrs?)|past (?:quarters?|okrs?)|"
    r"frequently asked|getting started|lessons learned|retrospectives?|format of|okr notes|"
    r"for example|"
    r"e\.g\.|zum beispiel|was ist|was sind|wie wir)\b",
    re.I,
)
CONTENTS = re.compile(
    r"^\W*(?:on this page|(?:table of )?contents|toc|inhalt(?:sverzeichnis)?)\W*$", re.I
)
VISION = re.compile(
    r"^(?:our )?(?:vision|mission|ultimate goal|north star|purpose|leitbild)\b", re.I
)

SECTION = re.compile(
    r"\b(?:okrs?|objectives?|key results?|goals?|ziele|quartalsziele|schlüsselergebnisse|"
    r"quarter(?:ly)?|"
    r"quartals?|q[1-4]|h[12]|fy ?\d*|cy ?\d*|20\d\d)\b",
    re.I,
)
SECTION_FILLER = re.compile(
    r"\b(?:annual|yearly|release|project|current|active|draft|live|final|set|our|and|for|the|of|in|"
    r"und|für|der|die|des|first|second|third|fourth|im|level|status|product|at|from|to|with)\b",
    re.I,
)
TEAMISH = re.compile(
    r"\b(?:team|teams|department|division|squad|tribe|guild|group|company(?:[- ]wide)?|"
    r"organi[sz]ation|"
    r"engineering|marketing|sales|product|design|finance|people|hr|legal|operations|ops|support|"
    r"infrastructure|security|research|academia|community|hiring|talent|data|platform|growth|"
    r"ceo|cto|cfo|cmo|cro|coo|cpo|vpe|vp|director|manager|head of|abteilung|vertrieb|entwicklung|"
    r"personal|betrieb|committee|working group|unternehmen|firma)\b",
    re.I,
)
IMPERATIVE = re.compile(
    r"^(?:deliver|create|launch|increase|improve|reduce|build|implement|define|complete|publish|"
    r"ship|hire|"
    r"grow|make|drive|achieve|establish|develop|document|deprecate|conduct|decrease|ensure|enable|"
    r"add|"
    r"raise|lower|maintain|keep|reach|get|run|organi[sz]e|write|set up|migrate|release|"
    r"support \w+ \w+|"
    r"benchmark|evaluate|identify|provide|spend|merge|automate|expand|scale|continue|finish)\b",
    re.I,
)
EVIDENCE = re.compile(
    r"\b(?:objectives?|goals|key[ -]results?|krs?|ziele|schlüsselergebnis(?:se)?)\b|okr", re.I
)

DONE = re.compile(
    r"^(?:100\s?% )?(?:(?:done|completed?|achieved|shipped|finished|delivered|closed|yes|erledigt|"
    r"erreicht|fertig|abgeschlossen)\b|[✅✔☑])",
    re.I,
)
STATUS = re.compile(
    r"^(?:done|completed?|achieved|shipped|finished|delivered|partial(?:ly)?|deferred|missed|miss|"
    r"in[- ]progress|wip|not (?:started|done|complete|achieved|met)|ongoing|on[- ]track|on (?:our|"
    r"its|the) way|"
    r"at[- ]risk|off[- ]track|cancell?ed|dropped|delayed|postponed|moved|started|blocked|to ?do|"
    r"tbd|na|n/a|"
    r"just starting|tracking|pending|xxx?|erledigt|erreicht|teilweise|verschoben|offen|in arbeit|"
    r"laufend|"
    r"abgebrochen|abgeschlossen|fertig)\b",
    re.I,
)
CANCELLED = re.compile(r"^(?:cancell?ed|dropped|abandoned|descoped|abgebrochen|gestrichen)\b", re.I)
MONTHS = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember|week \d+|kw ?\d+|"
    r"\d{1,2}[./]\d{1,2}\.?)\b.{0,3}:",
    re.I,
)

COLUMNS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"^(?:{words})$", re.I)
    for name, words in {
        "key_result": (
            r"objectives? ?(?:/|&|and|or|und) ?(?:key results?|krs?)|"
            r"(?:\w+ )?key results?(?: \(.*\))?|krs?|kr description|(?:key )?results?(?: \(krs?\))|"
            r"schlüsselergebnis(?:se)?|kernergebnis(?:se)?|measures?|success (?:metric|criteria|"
            r"measure)s?|"
            r"measurable results?|outcomes?|metrics?|kpis?|kennzahl(?:en)?|messgröße(?:n)?|"
            r"(?:what|how) (?:we|will|do|success)[\w ]{0,40}"
        ),
        "objective": r"(?:\w+ )?objectives?(?: \(.*\))?|goals?|ziele?|okrs?|o|theme",
        "owner": (
            r"owners?|leads?|assignees?|assigned(?: to)?|responsible|dri|who|champion|accountable|"
            r"kr owner|person|poc|driver|verantwortlich(?:e[rn]?)?|zuständig|wer"
        ),
        "priority": r"prio(?:rity)?|p|priorität",
        "score": (
            r"(?:q[1-4] |h[12] )?(?:final|end)(?: scores?| grades?)?|(?:final |end-?of-?(?:q|"
            r"quarter) |eoq |overall )?(?:scores?|grades?)|final|"
            r"results?|achieved|completion|% ?(?:complete|done)|percent(?:age)?(?: complete)?|"
            r"progress(?: %)?|ergebnis|bewertung|erreicht|fortschritt|zielerreichung"
        ),
        "other_score": (
            r"(?:mid[- ]?q(?:uarter|[1-4])?|q[1-4](?: (?:start|mid|score))?|projected|expected|"
            r"forecast|interim|current|now|today|aktuell|week \d+|predicted)"
            r"(?: scores?| grades?)?|confidence(?: level)?|actual|ist|prognose"
        ),
        "status": r"status|state|stand|done\??|health|rag",
        "baseline": r"baseline|start(?: value)?|from|startwert|ausgangswert|base",
        "target": r"targets?(?: value)?|goal value|to|zielwert|soll|stretch",
        "due": r"due(?: date)?|deadline|by when|eta|when|date due|termin|fällig(?: am)?|frist|bis",
        "notes": (
            r"(?:remarks?|notes?|comments?|details?|description|links?|initiatives?|projects?|"
            r"actions?|bemerkung(?:en)?|anmerkung(?:en)?|kommentare?|updates?|risks?|dependencies)"
        ),
        "team": r"teams?|department|squad|area|group|abteilung|bereich|function",
        "number": r"#|no\.?|nr\.?|id|number|kr ?#|",
        "type": r"type|typ|kind|level|item|category",
    }.items()
}
MATRIX_COLUMN = re.compile(r"^(?:KR|Key Result)\s?#?\s?(\d{1,2})$", re.I)
