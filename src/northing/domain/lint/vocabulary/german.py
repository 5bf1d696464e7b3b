"""German: what its words say about work and results. Verbs in the infinitive, nouns in the singular, all small."""

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
    "halten": "hält halten hielt gehalten",
    "treffen": "trifft treffen traf getroffen",
    "schreiben": "schreibt schreiben schrieb geschrieben",
    "finden": "findet finden fand gefunden",
    "bringen": "bringt bringen brachte gebracht",
    "bieten": "bietet bieten bot geboten",
    "anbieten": "anbietet anbieten angeboten",
    "schliessen": "schliesst schließt schliessen schließen geschlossen",
    "abschliessen": "abschliessen abschließen abgeschlossen",
    "entscheiden": "entscheidet entscheiden entschied entschieden",
    "laufen": "läuft laufen lief gelaufen",
    "lesen": "liest lesen las gelesen",
    "nehmen": "nimmt nehmen nahm genommen",
    "teilnehmen": "teilnehmen teilgenommen",
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
    "aufnehmen": "aufnehmen aufgenommen",
    "ausbauen": "ausbauen ausgebaut",
    "aufbauen": "aufbauen aufgebaut",
    "einführen": "einführen eingeführt",
    "durchführen": "durchführen durchgeführt",
    "umsetzen": "umsetzen umgesetzt",
    "einsetzen": "einsetzen eingesetzt",
    "festlegen": "festlegen festgelegt",
    "bereitstellen": "bereitstellen bereitgestellt",
    "sicherstellen": "sicherstellen sichergestellt",
    "einbinden": "einbinden eingebunden",
    "einrichten": "einrichten eingerichtet",
    "aufsetzen": "aufsetzen aufgesetzt",
    "ablösen": "ablösen abgelöst",
    "verbessern": "verbessert verbessern",
    "erweitern": "erweitert erweitern",
    "reduzieren": "reduziert reduzieren reduzierte",
    "vorbereiten": "bereitet vorbereiten vorbereitet",
    "kümmern": "kümmert kümmern kümmerte gekümmert",
}


def _forms(verb: str) -> Iterator[str]:
    """`erstellen` gives erstellt, erstellte; `machen` also gemacht; `optimieren` optimiert."""
    yield verb
    if verb in IRREGULAR:
        yield from IRREGULAR[verb].split()
        return
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    third = f"{stem}et" if stem.endswith(("t", "d")) else f"{stem}t"
    yield from (third, f"{third}e", f"{third}en", stem)
    if not stem.startswith(("be", "er", "ver", "ent", "zer", "ge", "über")):
        yield f"ge{third}"


LANGUAGE = Language(
    code="de",
    common="""
        der die das und wir ist sind für von auf mit den dem des ein eine einen einer im zum zur nicht alle werden wird
        wurde wurden haben hat unsere unser unseren bis aus bei durch sich als auch pro mindestens
    """,
    forms=_forms,
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
        zertifizieren bestehen verabschieden gründen initialisieren etablieren anpassen übersetzen testen
        einreichen unterzeichnen verankern visualisieren formulieren
    """,
    do="""
        durchführen organisieren veranstalten teilnehmen besuchen analysieren untersuchen prüfen überprüfen evaluieren
        kommunizieren informieren schulen lernen lesen diskutieren besprechen kümmern unterstützen begleiten beraten
        sammeln identifizieren klären abklären recherchieren beobachten messen erheben befragen austauschen
        ansprechen kontaktieren pflegen vermarkten bewerben vorstellen präsentieren entscheiden auseinandersetzen
        ausprobieren experimentieren arbeiten weiterbilden verstehen finden suchen reden sprechen coachen
    """,
    able="unterstützen laufen funktionieren bieten anbieten enthalten ermöglichen erlauben abdecken bestehen",
    live="""
        nutzen verwenden einsetzen empfehlen kaufen vertrauen kennen wissen geniessen genießen erfreuen fühlen
        bleiben finden beitragen verstehen stehen wachsen steigen sinken zurückkehren
    """,
    be="sein ist sind war waren bin sei bleibt bleiben steht",
    aux="werden wird wurde wurden worden haben hat hatte kann können soll sollen muss müssen darf dürfen",
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
        analyse evaluation abklärung retrospektive review besuch messe treffen austausch webinar weiterbildung
        kommunikation befragung untersuchung studie experiment retraite
    """,
    coverage="dokumentation testabdeckung abdeckung test feature funktion inhalt",
    all_of="alle allen aller jede jeder jedes jeden sämtliche kein keine keinen keiner null beide ganz immer nie",
    vague="""
        besser bessere gut gute guten optimal optimieren verbessern effizient effizienter effektiv nachhaltig sinnvoll
        angemessen passend geeignet diverse verschiedene einige mehrere viele mehr möglichst bestmöglich deutlich
        erheblich einfach einfacher schnell schneller hochwertig professionell stark regelmässig regelmäßig erfolgreich
    """,
    quality="""
        besser gut zufrieden schnell schneller stabil sicher einfach einfacher bekannt beliebt glücklich motiviert klar
        voll volle randvoll wohl verrechenbar profitabel produktiv selbständig selbstständig wettbewerbsfähig gesund
        verfügbar zuverlässig transparent
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
    usual="aufrechterhalten weiterführen fortführen sicherstellen betreiben",
    compounds=True,
    noun_endings=("en", "n", "e", "er", "s", "es", "ern"),
)
