"""German: what its words say about work and results. Verbs in the infinitive, nouns in the singular, all small."""

import re
from collections.abc import Iterator

from northing.domain.lint.vocabulary.language import Language

IRREGULAR = {
    "sein": "ist sind war waren gewesen sei wäre bin",
    "werden": "wird werden wurde wurden geworden worden",
    "haben": "hat haben hatte hatten gehabt",
    "gewinnen": "gewinnt gewinnen gewann gewonnen",
    "senken": "senkt senken senkte gesenkt",
    "wachsen": "wächst wachsen wuchs gewachsen",
    "erhalten": "erhält erhalten erhielt",
    "helfen": "hilft helfen geholfen",
    "halten": "hält halten hielt gehalten",
    "treffen": "trifft treffen traf getroffen",
    "schreiben": "schreibt schreiben schrieb geschrieben",
    "finden": "findet finden fand gefunden",
    "bringen": "bringt bringen brachte gebracht",
    "bieten": "bietet bieten bot geboten",
    "anbieten": "anbietet anbieten angeboten",
    "schliessen": "schliesst schließt schliessen schließen geschlossen",
    "abschliessen": "abschliesst abschließt abschliessen abschließen abgeschlossen",
    "entscheiden": "entscheidet entscheiden entschied entschieden",
    "laufen": "läuft laufen lief gelaufen",
    "lesen": "liest lesen las gelesen",
    "nehmen": "nimmt nehmen nahm genommen",
    "teilnehmen": "teilnimmt teilnehmen teilgenommen",
    "sprechen": "spricht sprechen sprach gesprochen",
    "besprechen": "bespricht besprechen besprochen",
    "verstehen": "versteht verstehen verstand verstanden",
    "wissen": "weiss weiß wissen wusste gewusst",
    "kennen": "kennt kennen kannte gekannt",
    "bestehen": "besteht bestehen bestand bestanden",
    "geniessen": "geniesst genießt geniessen genießen genossen",
    "steigen": "steigt steigen stieg gestiegen",
    "sinken": "sinkt sinken sank gesunken",
    "vermeiden": "vermeidet vermeiden vermieden",
    "aufnehmen": "aufnimmt aufnehmen aufgenommen",
    "ausbauen": "ausbaut ausbauen ausgebaut",
    "aufbauen": "aufbaut aufbauen aufgebaut",
    "einführen": "einführt einführen eingeführt",
    "durchführen": "durchführt durchführen durchgeführt",
    "umsetzen": "umsetzt umsetzen umgesetzt",
    "einsetzen": "einsetzt einsetzen eingesetzt",
    "festlegen": "festlegt festlegen festgelegt",
    "bereitstellen": "bereitstellt bereitstellen bereitgestellt",
    "sicherstellen": "sicherstellt sicherstellen sichergestellt",
    "einbinden": "einbindet einbinden eingebunden",
    "einrichten": "einrichtet einrichten eingerichtet",
    "aufsetzen": "aufsetzt aufsetzen aufgesetzt",
    "ablösen": "ablöst ablösen abgelöst",
    "verbessern": "verbessert verbessern",
    "erweitern": "erweitert erweitern",
    "reduzieren": "reduziert reduzieren reduzierte",
    "vorbereiten": "bereitet vorbereiten vorbereitet",
    "kümmern": "kümmert kümmern kümmerte gekümmert",
}


def _forms(verb: str) -> Iterator[str]:
    """`erstellen` gives erstellt, erstellte; `machen` also gemacht; `optimieren` optimiert."""
    yield verb
    if not verb.endswith("n"):
        return
    if verb in IRREGULAR:
        yield from IRREGULAR[verb].split()
        return
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    third = f"{stem}et" if stem.endswith(("t", "d")) else f"{stem}t"
    yield from (third, f"{third}e", f"{third}en", stem)
    if not stem.startswith(("be", "er", "ver", "ent", "zer", "ge", "über")):
        yield f"ge{third}"


def _form(verb: str, form: str) -> str:
    if form == verb:
        return "base"
    return "past" if form.startswith("ge") or form.endswith("t") else "base"


def _nominal(verb: str) -> str:
    """`einführen` gives Einführung, `erneuern` Erneuerung."""
    return f"{verb[:-2]}ung" if verb.endswith("en") else f"{verb[:-1]}ung"


def _inflected(word: str) -> Iterator[str]:
    """`gut` gives gute, guten, guter, gutes, gutem."""
    yield word
    for ending in ("e", "en", "er", "es", "em"):
        yield word.removesuffix("e") + ending


_PARTICIPLE = re.compile(
    r"(?:ab|an|auf|aus|bei|ein|fest|fertig|her|hin|los|mit|nach|um|vor|weg|zu|zusammen|frei|bereit|durch|unter|über)?"
    r"ge[a-zäöüß]{3,}(?:t|en)"
)


def _guessed(word: str) -> str:
    """`digitalisieren` is base, `digitalisiert` and `abgelegt` past."""
    if len(word) > 7 and word.endswith("ieren"):
        return "base"
    return (
        "past" if (len(word) > 6 and word.endswith("iert")) or _PARTICIPLE.fullmatch(word) else ""
    )


def _plurals(noun: str) -> Iterator[str]:
    yield noun
    for ending in ("en", "n", "e", "er", "s", "es", "ern"):
        yield noun + ending


LANGUAGE = Language(
    code="de",
    common="""
        der die das und wir ist sind für von auf mit den dem des ein eine einen einer im zum zur nicht alle werden wird
        wurde wurden haben hat unsere unser unseren bis aus bei durch sich als auch pro mindestens
    """,
    forms=_forms,
    form=_form,
    plurals=_plurals,
    inflected=_inflected,
    nominal=_nominal,
    guessed=_guessed,
    letters="äöüß",
    change="""
        steigern erhöhen senken reduzieren verbessern verringern vermindern verkürzen verdoppeln halbieren vermeiden
        beschleunigen wachsen gewinnen stärken vereinfachen stabilisieren optimieren minimieren maximieren eliminieren
        übertreffen sparen einsparen steigen sinken begeistern entlasten vergrössern vergrößern ausweiten fördern
        festigen formen vertiefen
    """,
    reach="""
        erreichen erzielen halten erhalten haben schaffen sichern sicherstellen ermöglichen generieren bringen
        gewährleisten treffen zeigen
    """,
    make="""
        erstellen bauen entwickeln einführen umsetzen implementieren liefern veröffentlichen publizieren schreiben
        dokumentieren definieren festlegen aufbauen ausbauen erweitern migrieren automatisieren einrichten aufsetzen
        bereitstellen integrieren anbinden einbinden ablösen ersetzen erneuern aktualisieren überarbeiten bereinigen
        abschliessen abschließen fertigstellen konzipieren gestalten erarbeiten ausarbeiten vorbereiten planen
        realisieren lancieren starten reaktivieren einstellen anstellen besetzen aufnehmen beheben lösen entfernen
        produzieren standardisieren modernisieren konsolidieren zusammenführen installieren konfigurieren
        zertifizieren bestehen verabschieden umstellen ablegen anlegen freigeben gründen initialisieren etablieren
        anpassen übersetzen testen einreichen unterzeichnen verankern visualisieren formulieren
    """,
    do="""
        durchführen organisieren veranstalten teilnehmen besuchen analysieren untersuchen prüfen überprüfen
        evaluieren kommunizieren informieren schulen lernen lesen diskutieren besprechen kümmern unterstützen
        begleiten beraten sammeln identifizieren klären abklären recherchieren beobachten messen erheben befragen
        austauschen vergleichen posten helfen mithelfen abwägen verhandeln ansprechen kontaktieren pflegen
        vermarkten bewerben vorstellen präsentieren entscheiden auseinandersetzen ausprobieren experimentieren
        arbeiten weiterbilden verstehen finden suchen reden sprechen coachen
    """,
    able="unterstützen laufen funktionieren bieten anbieten enthalten ermöglichen erlauben abdecken bestehen",
    live="""
        nutzen verwenden empfehlen kaufen vertrauen kennen wissen geniessen genießen erfreuen fühlen bleiben finden
        beitragen verstehen stehen wachsen steigen sinken zurückkehren kommen zurückkommen zurückgehen liegen
        besuchen lesen antworten spenden
    """,
    be="sein ist sind war waren bin sei bleibt bleiben steht",
    aux="werden wird wurde wurden worden haben hat hatte kann können soll sollen muss müssen darf dürfen",
    subjects="wir alle als dank",
    measure="""
        umsatz gewinn verlust kosten aufwand ertrag marge deckungsbeitrag auslastung zufriedenheit qualität leistung
        geschwindigkeit verfügbarkeit stabilität sicherheit fehler ausfall störung ticket beschwerde zeit dauer
        durchlaufzeit antwortzeit ladezeit quote rate anteil prozent anzahl zahl menge wert kunde nutzer benutzer
        anwender besucher abonnent bewerbung bewerber mitarbeiterzufriedenheit fluktuation bekanntheit reichweite
        auftrag auftragsbuch bücher auftragslage auftragseingang pipeline nachfrage wachstum produktivität effizienz
        motivation vertrauen zugriff aufruf download anmeldung registrierung konversion wiederverkauf energie
        verbrauch co2 wartezeit note bewertung weiterempfehlung stunde franken euro chf eur quartalsgewinn
        wirkung nutzen stimmung zusammenhalt selbstorganisation sommerferien
    """,
    thing="""
        dokumentation dokument konzept strategie plan roadmap leitfaden guideline handbuch seite website webseite
        artikel blogpost blog beitrag newsletter vorlage prozess richtlinie system plattform anwendung applikation app
        service dienst schnittstelle api werkzeug tool funktion feature modul komponente version release mvp prototyp
        pilot migration umgebung infrastruktur pipeline automatisierung monitoring backup test testabdeckung
        abdeckung angebot produkt portfolio kampagne programm projekt kanal forum video podcast kurs zertifikat
        zertifizierung audit rolle stelle team abteilung vertrag partnerschaft budget bericht dashboard modell
        datenbank backlog liste massnahme maßnahme gefäss gefäß definition spezifikation architektur lösung
        crm erp intranet wiki checkliste lehrgang struktur organisation stellenprofil prozesslandschaft
    """,
    event="""
        workshop schulung training anlass event konferenz vortrag talk interview gespräch meeting sitzung umfrage
        analyse evaluation abklärung retrospektive review besuch messe treffen austausch elternabend infoabend
        gespräch webinar weiterbildung kommunikation befragung untersuchung studie experiment retraite
    """,
    people="""
        kunde kundin nutzer benutzer nutzerin anwender besucher leser abonnent mitarbeiter mitarbeiterin mitarbeitende
        mitarbeitenden angestellte team mitglied partner eltern kind schüler schülerin lernende lehrperson lehrer
        lehrerin student studentin studierende bürger bürgerin einwohner patient patientin gast käufer lieferant
        entwickler entwicklerin führungskraft kollege kollegin bewerber bewerberin freiwillige mieter unternehmen
        abteilung gemeinde schule verein person menschen leute
    """,
    coverage="dokumentation testabdeckung abdeckung test feature funktion inhalt",
    whole="alle allen aller jeder jede jedes jeden jedem sämtliche sämtlicher sämtlichen kein keine keiner keinen null",
    begin="von",
    end="auf",
    now="derzeit aktuell heute bisher bislang statt anstatt ausgangswert vorher zuvor",
    until="bis im vor ab ende anfang mitte",
    determiners="der die das ein eine einen den unsere unser unseren",
    spelled={
        "null": 0, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
        "zehn": 10,
        "zwölf": 12, "verdoppeln": 2, "halbieren": 2,
    },
    vague="""
        besser bessere gut gute guten optimal optimieren verbessern effizient effizienter effektiv nachhaltig sinnvoll
        angemessen passend geeignet diverse verschiedene einige mehrere viele mehr möglichst bestmöglich deutlich
        erheblich einfach einfacher schnell schneller hochwertig professionell stark regelmässig regelmäßig erfolgreich
    """,
    quality="""
        besser gut zufrieden schnell schneller stabil sicher einfach einfacher bekannt beliebt glücklich motiviert
        klar informiert wohl voll volle randvoll wohl verrechenbar profitabel produktiv selbständig selbstständig
        wettbewerbsfähig gesund verfügbar zuverlässig transparent
    """,
    down="senken reduzieren verringern vermindern verkürzen halbieren vermeiden minimieren sinken weniger unter",
    up="steigern erhöhen verbessern verdoppeln wachsen gewinnen mehr über stärken steigen maximieren",
    adverbs="auch deutlich wesentlich weiter weiterhin aktiv gemeinsam regelmässig regelmäßig erfolgreich zudem",
    breaks="""
        durch mit für von auf aus bei nach vor zu zum zur um im in an am ans über unter gegen ohne dass damit
        welche welcher
        welches und sowie bis seit während zwischen als wie der die das
    """,
    by="durch mittels indem",
    without="kein keine keinen ohne null",
    time_units="sekunde minute stunde tag woche monat quartal jahr",
    months="""
        januar februar märz april mai juni juli august september oktober november dezember jänner
    """,
    technologies="kubernetes docker sap crm erp jira confluence gitlab openshift keycloak",
    vain="""
        seitenaufrufe seitenaufrufen seitenansichten impressionen klicks abonnenten abonnentinnen follower followern
        codezeilen zeilen-code arbeitsstunden überstunden
    """,
    per="pro je",
    moves="steigen sinken fallen wachsen zunehmen abnehmen",
    stays="bleiben",
    takes="dauern kosten brauchen",
    levels="von auf um zwischen über unter bei innerhalb innert in mindestens höchstens",
    finds="ermitteln herausfinden verstehen",
    asked="wie was welche ob wer warum wo",
    joints={"from": "von", "to": "auf", "by": "bis", "today": "heute", "through": "durch", "of": "von"},
    usual="aufrechterhalten weiterführen fortführen sicherstellen betreiben",
    compounds=True,
    verb_second=True,
    particles="""
        ab an auf aus bei ein fest fertig her hin los mit nach um vor weg zu zusammen frei bereit durch teil
        zurück
    """,
    participles=("ge", "be", "er", "ver", "ent", "ein", "auf", "aus", "um", "vor", "ab", "durch", "an"),
)  # fmt: skip
