"""Two hundred statements of our own: fifty with a start value and a time frame, fifty with each, fifty with none."""

BOTH = """
Reduce build time from 40 min to 12 min by 30 June
Raise weekly active teams from 120 to 200 by the end of Q3
Cut p95 of the search from 900 ms to 300 ms this quarter
Lift the renewal rate from 81 % to 90 % by end of year
Bring open incidents from 14 down to 3 before October
Grow newsletter readers from 2,000 to 5,000 in FY27
Lower refunds from 4.2 % to 2 % until 2026-12-31
Onboarding time 21 days -> 7 days by end of March
Support tickets per week 80 → 30 by Q2
Flaky tests 60 to 5 by 15 May
Availability up from 99.5 % to 99.95 % by the end of the quarter
90 % of orders on time (currently 72 %) by December 1st
Answer mails within 4 hours (today 19) by end of the year
Crash rate below 0.5 % by 1 November, currently at 2 %
Deploy 10 times a day by summer instead of 2
Reach 60 % test coverage by Q4, up from 35 %
NPS from 22 to 40 during this year
Increase paid seats from 310 to 450 by 30.9.2026
Shrink the backlog from 400 to 100 by the end of September
Reduce cloud spend from $90k to $60k a month by FY26-Q4
Raise deploy frequency from 1/week to 1/day by Q1 2027
Median review time from 3 days to 8 hours by the end of this month
Take sign-ups from 50 per week to 120 per week in the first half of the year
Move the share of self-served refunds from 10 % to 55 % before Christmas
Cut mean time to recovery from 4 h to 30 min by next quarter
Get absence down from 6 % to 4 % by the end of the year
Error budget spent: 80 % to 40 % by Q3
Have 12 reference customers by 31 October (baseline: 5)
Win 30 partners by year end, up from 18
Page weight from 3 MB to 800 kB in Q2
Die Durchlaufzeit bis Ende Juni von 9 auf 4 Tage senken
Fehlerquote von 3 % auf 1 % bis Ende Jahr
Wir steigern die Auslastung bis Ende Quartal von 68 % auf 75 %
Zufriedenheit von 7,1 auf 8,0 im dritten Quartal bis 30.9.
Bis 31. März sinken die Beschwerden von 40 auf 10
Wartezeit bis Ende September 5 Minuten (derzeit 18)
Die Zahl der Anmeldungen steigt bis Q4 von 200 auf 350
Bis Ende Monat 20 statt 6 Antworten pro Tag
Kosten pro Auftrag von CHF 120 auf CHF 90 bis Ende Jahr
Verfügbarkeit von 99,1 % auf 99,9 % bis 2026-06-30
Double weekly demos from 4 to 8 by February
Raise the share of typed code from 40 % to 85 % by H2
Reduce page load from 4 seconds to < 1 second by 1 July
Close 95 % of tickets within a day by Q3 (was 70 %)
Retention from 65 % to 80 % by the end of the fiscal year
Time to first answer from 12 h to 2 h by mid-May
Bring duplicate records from 9 % to 1 % by the close of Q2
Failing payments 5 % → 1.5 % before the end of August
Read models rebuilt in 20 min by 10 April, currently 3 hours
Attendance from 45 % to 70 % over the next quarter
"""

BASELINE = """
Reduce build time from 40 min to 12 min
Raise weekly active teams from 120 to 200
Cut p95 of the search from 900 ms to 300 ms
Lift the renewal rate from 81 % to 90 %
Bring open incidents from 14 down to 3
Grow readers from 2,000 to 5,000
Lower refunds from 4.2 % to 2 %
Onboarding time 21 days -> 7 days
Support tickets per week 80 → 30
Flaky tests: 60 to 5
Availability up from 99.5 % to 99.95 %
90 % of orders on time (currently 72 %)
Answer mails within 4 hours (today 19)
Crash rate below 0.5 %, currently at 2 %
Deploy 10 times a day instead of 2
Reach 60 % test coverage, up from 35 %
NPS from 22 to 40
Increase paid seats from 310 to 450
Shrink the backlog from 400 to 100
Reduce cloud spend from $90k to $60k per month
Deploy frequency from 1/week to 1/day
Review time from 3 days to 8 hours
Sign-ups 50/week to 120/week
Self-served refunds from 10 % to 55 %
Mean time to recovery from 4 h to 30 min
Absence down from 6 % to 4 %
Errors 8/month to 1/month
Have 12 reference customers (baseline: 5)
30 partners (was 18)
Page weight from 3 MB to 800 kB
Die Durchlaufzeit von 9 auf 4 Tage senken
Fehlerquote von 3 % auf 1 %
Wir steigern die Auslastung von 68 % auf 75 %
Zufriedenheit von 7,1 auf 8,0
Beschwerden von 40 auf 10 pro Monat
Wartezeit 5 Minuten (derzeit 18)
Die Zahl der Anmeldungen steigt von 200 auf 350
20 statt 6 Antworten pro Tag
Kosten pro Auftrag von CHF 120 auf CHF 90
Verfügbarkeit aktuell 99,1 %, neu 99,9 %
Double weekly demos from 4 to 8
Share of typed code from 40 % to 85 %
Reduce page load from 4 seconds to < 1 second
Close 95 % of tickets within a day (now 70 %)
Retention from 65 % to 80 %
Achieve zero escapes (currently ~2/quarter)
Duplicate records from 9 % to 1 %
Failing payments 5 % → 1.5 %
Rebuild in 20 min, currently 3 hours
Raise from $X to $Y the value of each contract (currently $X)
"""

TIMEFRAME = """
Publish the price list by 30 June
Win 200 teams by the end of Q3
Reach p95 below 300 ms this quarter
90 % of contracts renewed by end of year
No open incidents before October
5,000 readers in FY27
Refunds below 2 % until 2026-12-31
Open the office in Bern by end of March
30 tickets per week at most by Q2
Remove every flaky test by 15 May
99.95 % availability by the end of the quarter
All orders on time by December 1st
Answer mails within 4 hours by end of the year
Launch the beta - November 1st
Deploy 10 times a day by summer
60 % of services typed by Q4
Interview 20 customers during this year
450 paid seats by 30.9.2026
Write the handbook by the end of September
Spend less than $60k in FY26-Q4
Ship the importer in Q1 2027
Review every plan by the end of this month
120 sign-ups in the first half of the year
Half of refunds self-served before Christmas
Recover within 30 min by next quarter
Hire three designers by the end of the year
Spend 40 % of the error budget in Q3
12 reference customers by 31 October
Thirty partners by year end
Pages below 800 kB in Q2
Die Durchlaufzeit bis Ende Juni auf 4 Tage senken
Das Handbuch ist bis Ende Jahr geschrieben
Wir gewinnen bis Ende Quartal drei neue Kunden
Das Portal geht im Herbst in Betrieb
Bis 31. März haben wir zehn Interviews geführt
Die neue Seite steht bis Ende September
Bis Q4 350 Anmeldungen
Bis Ende Monat 20 Antworten pro Tag
Der Umzug ist im Sommer abgeschlossen
99,9 % verfügbar bis 2026-06-30
Eight demos in February
Type 85 % of the code by H2
Load pages in < 1 second by 1 July
Close 95 % of tickets within a day by Q3
Keep 80 % of customers through the end of the fiscal year
First answer within 2 h by mid-May
Merge duplicate records by the close of Q2
Audit done before the end of August
Rebuild read models in 20 min by 10 April
70 % attendance over the next quarter
"""

NEITHER = """
Publish the price list
Win 200 teams
p95 of the search below 300 ms
90 % of contracts renewed
No open incidents
Reach 5,000 readers
Refunds below 2 %
Open the office in Bern
At most 30 tickets per week
Remove every flaky test
99.95 % availability
All orders on time
Answer mails within 4 hours
Launch the beta
Deploy 10 times a day
60 % of services typed
Interview 20 customers
450 paid seats
Write the handbook
Spend less than $60k per month
Ship the importer of plans
Review every plan twice a month
120 sign-ups per week
Half of refunds self-served
Recover within 30 min
Hire three designers
Spend 40 % of the error budget
12 reference customers
Improve sign-ups by 25 % compared to last quarter
Pages below 800 kB
Die Durchlaufzeit auf 4 Tage senken
Das Handbuch ist geschrieben
Wir gewinnen drei neue Kunden
Das Portal ist in Betrieb
Wir führen zehn Interviews pro Woche
Die neue Seite steht
350 Anmeldungen pro Monat
Jede Woche 20 Antworten
Der Umzug ist abgeschlossen
99,9 % verfügbar
Eight demos every month
Type 85 % of the code
Load pages in < 1 second
Close 95 % of tickets within a day
Keep 80 % of customers
Close all issues of the Q3 roadmap
Upgrade to Python 3.11
Finish phase 2 of the audit
Rebuild read models in 20 min
70 % attendance at the weekly meeting
"""


def labelled() -> list[tuple[str, bool, bool]]:
    """Text, whether it states a start value, whether it states a time frame."""
    sets = (
        (BOTH, True, True),
        (BASELINE, True, False),
        (TIMEFRAME, False, True),
        (NEITHER, False, False),
    )
    return [(line, b, t) for text, b, t in sets for line in text.strip().splitlines()]
