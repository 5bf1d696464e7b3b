"""Statements of our own that aim at an outcome: what people do, and what is measured."""

OUTCOMES = """
Cut the median checkout time from 95 s to 60 s
Loans that nobody has to extend rise from 40 % to 75 %
Shelves without a label fall from 310 to 20
Guards we keep awake at night fall from 12 to 3
Desk visits per borrower drop from 5 to 2 a year
Opening a parcel takes 2 min, down from 11 min
Teams whose payroll runs without a call rise from 3 to 14
Rooms with a working lamp rise from 11 of 40 to 38 of 40
Reserve in the pantry stays between 10 % and 30 %
Start of the evening shift takes 6 min, down from 25 min
Get 900 listeners for the first episode
Be named in 30 % of the reviews of our field
Fewer than 2 % of parcels come back damaged
Enable developers to deploy on their own within ten minutes
Enable teachers to find a lesson plan in under a minute
Half of our pupils read at the level of their year
Citizens get their passport within five working days
Churn among small accounts stays below 1.5 % a month
Four out of five new hires still work here after a year
30 % of applications come through referrals
Auditors find no major deviation
Close the books within four days of month end
Days sales outstanding drop to 38
Forecast error under 5 %
Reach profitability in the Nordic region
Win back 40 customers who left last year
Sign 12 enterprise deals worth 50k or more
Double the share of readers who come back within a week
Organic search brings 20,000 visitors a month
Activation of trial users up from 22 % to 35 %
Users complete onboarding without help
Field workers sync their data at least daily
Crash-free sessions at 99.8 %
Nightly jobs finish before 5 am
The build is green 95 % of the time
On-call engineers are woken at most twice a month
Mean time to recover under 30 minutes
Cloud bill shrinks by a fifth
Nobody uses the old reporting database any more
All teams have adopted the new deployment process
Engagement score climbs to 8.1
Sick leave falls under 4 %
Employees recommend us as a place to work (eNPS 40)
200 volunteers are able to give first aid
Children spend twice as much time outdoors
Air quality meets the limit on every day of the year
Bus passengers arrive on time in 95 % of trips
Processing of building applications takes 6 weeks instead of 14
Tenant satisfaction of 4.2 out of 5
Improve the conversion of demo requests to deals
Stronger brand recognition among students
Become the most trusted source for energy advice
Be known as the safest bank for families
Customers love our support
Make invoices easy to understand
Keep response times below 200 ms during peak load
Make our platform the first choice of indie studios
Get 1,000 stars for the open-source client
Get sign-ups to 300 a week
Obtain 15 five-star reviews
Generate 2 million in pipeline from webinars
Deliver orders within 24 hours in 98 % of cases
Landlords handle 70 % of requests in the self-service portal
Grow revenue per employee to 180k
Gross margin of 62 %
60 % of tickets are solved by the help centre
Ticket backlog under 50
More schools receive funding
120 enrolments for the summer course
Graduates find a job within six months
Drop-out rate below 8 %
Alumni donate 80,000
Reduce paper use by 40 %
Eliminate manual data entry in accounting
Payroll without a single correction
Searches without a result fall to 3 %
Failed payments at most 0.4 %
No customer-reported bug older than 30 days
Decisions are made within three days
Everyone understands the strategy
Suppliers deliver on time
Wir verkürzen die Lieferzeit auf drei Tage
Die Zahl der Arbeitsunfälle sinkt um die Hälfte
Jeder zweite Besucher kommt wieder
Mitarbeitende fühlen sich gut informiert
Die Fluktuation liegt unter 8 %
90 % der Anfragen werden am selben Tag beantwortet
Wir gewinnen fünf neue Grosskunden
Mehr Eltern nutzen das Schulportal
Kundenzufriedenheit von 7,8 auf 8,5 steigern
Bessere Auslastung der Sporthallen
Der Energieverbrauch der Schulhäuser geht um 15 % zurück
Wir senken den Papierverbrauch
Self-serve revenue grows 20 % quarter over quarter
5 of our top 10 accounts use session replay weekly
Reduce the time it takes to load a dashboard by 50%
99% of feature flag requests served in under 50 ms
Docs bounce rate under 40%
Videos reach 10k views each
$500k ARR from new enterprise logos
Week-4 retention of new orgs > 45%
Code search returns results in less than a second for the 50 largest instances
Zero Sev-1 incidents caused by migrations
Reduce p90 time-to-first-review to 4 hours
Every engineer ships to production in their first week
80% of new hires rate onboarding 4 or higher
Offer acceptance rate above 85%
Reduce regretted attrition to less than 5%
Veterans can check the status of a claim in one tap
App store rating of 4.5 or more
Increase the share of appointments booked online
Screen reader users complete the claim flow as fast as others
No-shows fall by a quarter
All product teams build with the shared design system
Designers spend less time on handover
Community members answer half of the forum questions
10 first-time contributors merge a pull request each month
Maintainers feel less overloaded
Half of the downloads are on a supported release
Vulnerabilities are patched within 7 days of disclosure
Phishing test click rate down to 2%
Analysts answer ad hoc questions within a day
Managers make decisions with data instead of gut feeling
Each squad looks at its dashboard weekly
Stock-outs less than once a month
Inventory turns from 4 to 6
Save 300k on logistics
Parcels arrive the next day
Working capital freed up: 1.5M
Board approves the expansion
First 10 paying customers in Brazil
Faster feedback for students
Students get feedback on essays within a week
150 pupils have a mentor
Parents trust the school
Library visits up 30 %
Residents feel safe at night
Recycling rate 60 %
Cycling makes up 20 % of trips
Unsere Kundinnen bleiben uns treu
Umsatz mit Bestandskunden wächst um 12 %
Reklamationen gehen um ein Drittel zurück
Neue Mitarbeitende sind nach vier Wochen produktiv
Die Ausfallzeit der Anlagen liegt unter 1 %
Wir wollen, dass Bürger ihre Anträge selbst stellen können
Anträge werden innert 5 Tagen bewilligt
Lernende bestehen die Prüfung beim ersten Mal
95th percentile latency for the gateway below 150ms
Cut flaky tests from 120 to 20
Profiling is used by five teams
25 plugins published by external authors
Plugin SDK is downloaded 500 times a week
No traffic on the v1 API
Transfers of 10 GB complete in under 5 minutes
Developers build three apps on top of our SDK
Forum posts per week doubled
Upgrade rate to the latest version at 60%
Hit 98% of the sales plan
$2M pipeline generated
Time to hire less than 45 days
90% of hires from underrepresented groups pass probation
Partners source 30% of deals
Win rate against competitor A above 40%
Gross retention of 92%
Top 30 accounts have an NPS of 50
First response time in chat under 2 minutes
Tickets per customer down 15%
Reduce infrastructure spend per active user by 30%
RTO of 1 hour proven in a drill
Fewer than 3 critical vulnerabilities open at any time
Close the month in 5 business days
Cash runway of 18 months
Raise a $10M series A
Brand searches increase by 25%
10% of blog readers sign up for a trial
200 leads from conferences
Homepage conversion 4%
Users who invite a teammate: 35%
Mobile crash rate below 0.5%
Content items per creator rise to 5
Newsletter open rate 35%
The network runs with 50 validators
Testnet uptime over 99%
Members renew earlier
Wir erreichen eine Auslastung von 80 %
Kunden bewerten uns mit 4.5 Sternen
Zwei neue Betriebsverträge gewonnen
Alle Teammitglieder fühlen sich wohl
Increase paid conversion from 3% to 4.5%
Median time to resolve a support case drops to 8 hours
70% of self-hosted instances run version 3
Operators can restore a cluster in under 10 minutes
Escaped defects reduced by 30%
Community Slack grows to 2,000 weekly active members
All forum questions are answered within 24 hours
Executives use the metrics dashboard in their weekly review
Reduce onboarding drop-off at step two
Organic traffic to the blog doubles
Aided brand awareness of 25% in Germany
Repeat incidents down to one per quarter
100% of servers patched within 14 days
Interns convert to full-time hires at 60%
Gender balance in leadership: 40% women
Interviewers rate candidates consistently
Engineers spend 20% less time on toil
CI queue time below 1 minute at the 90th percentile
CI cost per build halved
Slow queries make up less than 0.1% of traffic
Integrations built by partners: 12
Demo-to-trial rate of 30%
Visitors who take the tour convert twice as often
Customer references available for every industry
Sales cycle shortened by two weeks
Forecast accuracy within 5%
"""
