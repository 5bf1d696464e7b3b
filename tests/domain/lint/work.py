"""Statements of our own that aim at work: what can be handed over, and effort."""

OUTPUTS = """
Enable two-factor login for all administrators
Single sign-on for every internal tool
Online form for parking permits is available in four languages
Fill the three open nursing positions
Launch a referral programme for alumni
Draft a data retention policy and have it signed off
Replace the legacy invoicing tool
The ledger interface is migrated off the mainframe
Publish a case study per month
Redesign the pricing page
Set up A/B testing for the landing pages
Onboarding checklist in the app
Offline mode for the field app
Unit test coverage of the core package at 80 %
Contract tests for all public endpoints
Runbooks exist for the ten most frequent alerts
Terraform modules for all networks
Move remaining workloads to the new cluster
Retire the old reporting database
Define a career path for engineers
Introduce a four-day week pilot in two departments
New collective agreement signed
Build three new playgrounds
Plant 4,000 trees along the river
Install charging stations at ten public car parks
Digitise the building archive
A report on how other cities price parking
Make the API documentation available offline
Get the mobile app approved in both stores
Get ISO 9001 certification
Deliver the first release of the analytics module
Provide a self-service portal for landlords
Provide monthly cost reports to each department
Hire a head of finance
Two senior designers hired
Complete the SOC 2 report
Finish the rollout of laptops to all schools
Finalise the budget for next year
Translate the help centre into Spanish and Polish
Monitoring for all payment services
Alerting covers every customer-facing service
A curriculum for the summer course
Develop an assessment guide for lecturers
Campaign website for the donation drive
Reduce the number of microservices by merging six of them
Remove all dead feature flags
Remove the mandatory phone number from the sign-up form
Automate the monthly payroll export
Users can export their data as CSV
The app supports right-to-left languages
Search handles typos
Ability to schedule posts in advance
Fix the ten most reported bugs
Roadmap for the next two years agreed with all stakeholders
Newsletter for suppliers
Das Schulportal ist online
Ein Handbuch für Lehrpersonen liegt vor
Einführung der elektronischen Rechnung
Umstellung aller Arbeitsplätze auf das neue Betriebssystem
Neue Preisliste veröffentlicht
Wir stellen zwei Entwicklerinnen ein
Das Konzept für die Tagesschule ist verabschiedet
Wir legen eine Strategie für die Energiewende fest
Alle Verträge sind digital abgelegt
Schnittstelle zum Steueramt bauen
Ship session replay to general availability
Session replay is out of beta
Billing limits can be set by customers
Rewrite the query engine
Feature flags support multivariate testing
Revamp docs navigation
Produce 6 tutorial videos
Hire 3 account executives and 1 sales engineer
Onboarding emails are sent automatically after sign-up
Code insights available on cloud
Customers can upgrade without downtime
Document our incident process
Create a mentorship program
Define levels and salary bands for all roles
Native app is released in both app stores
Accessibility audit findings are fixed
Push notifications for appointment reminders
Consolidate three design systems into one
Component library with 40 documented components
Moderation guidelines published
Label good first issues in all repositories
Governance model ratified by the steering committee
Set up an LTS release line
Drop support for Internet Explorer
Security patches for all supported versions
SBOM for each release
Rotate all credentials older than 90 days
Data warehouse with daily refresh
Churn prediction model in production
Dashboards for each squad
Inventory system integrated with the shop
Renegotiated lease for the warehouse
Open a second warehouse near Lyon
Sign contracts with two carriers
Quarterly report delivered to the board
Business plan for Brazil
Localised checkout for Brazil
Mentor handbook
Renovate the science labs
LED street lights in all districts
Repair 12 km of cycle paths
Mobile App veröffentlicht
Prozess für Reklamationen dokumentiert und eingeführt
Einarbeitungsplan für jede Abteilung
Zwei Anlagen sind modernisiert
Wir bauen eine Testumgebung auf
Wir führen ein neues Lohnsystem ein
Digitale Akte für alle Ämter
Lehrmittel für Mathematik überarbeiten
Migrate 80% of services to the new deployment pipeline
Publish an architecture decision record for the event bus
Alerts page the right team automatically
Flaky test detector runs on every merge request
Profiling enabled in production
Improve docs for plugin authors
Plugin SDK v1 released
Deprecate the v1 API
Interop tests between the Go and JS clients pass
Spec for the handshake merged
Handshake implemented in two languages
The client can resume interrupted transfers
Browser demo
Create onboarding videos for newcomers
Release notes for each version
Roadmap published
Fill 5 open positions in Customer Success
Launch the partner portal
Sales playbook for the mid-market segment
Publish competitive battle cards
Salesforce is the single source of truth for renewals
QBR template rolled out to all CSMs
Implement health scores
Knowledge base covers the top 100 questions
SLA reporting in place
Autoscaling for all stateless services
Postgres upgraded to 15
All secrets are stored in Vault
SOC 2 Type II report
Threat model for the agent
Finance dashboard automated
Budget approved
New brand identity launched
3 customer stories published
Redesigned homepage live by end of Q2
Invite flow redesigned
Design system documentation complete
Dark mode
iPad support
At least two working groups established
Weekly newsletter sent
Testnet launched
All launch blockers fixed
Legal entity founded in Estonia
Website im neuen Design aufgeschaltet
Angebot für Kubernetes-Betrieb definiert
Neue Teamstruktur ist eingeführt
Roll out the new permission model to all workspaces
Write a migration guide for version 3
Kubernetes operator reaches beta
Add end-to-end tests to the billing flow
Recruit a developer advocate
Build an internal metrics dashboard
Metrics dashboard used in weekly reviews
Move the blog to the main domain
New logo and style guide delivered
Establish an incident review process
Patch management automated for all servers
Terms of service updated in all markets
Sign a partnership with one university
Internship programme launched
Structured interview guides for every role
Toil budget defined for each team
Archive unused repositories
CI runners on spot instances
Optimised indexes for the ten slowest queries
GraphQL endpoint for orders
Webhooks can be replayed
Interactive product tour on the website
10 testimonials on the website
"""

ACTIVITIES = """
Find out how often a reader asks for the same book
Learn why borrowers stop coming
Wir finden heraus, wie lange eine Ausleihe dauert
Hold eight town hall evenings on the new zoning plan
Visit every branch once
Shadow ten support calls per product manager
Post the nursing vacancies on six job boards
Prepare for the external audit
Pitch to 60 prospective partners
Attend three industry fairs
A/B test five headlines
Experiment with two onboarding flows
Conduct four disaster recovery drills
Coach five new team leads
Run a quarterly engagement survey
Negotiate with the works council about shift plans
Train 200 volunteers in first aid
Evaluate three vendors for the document archive
Research how other cities price parking
Collect feedback from 50 tenants
Improve collaboration with the sales team through weekly syncs
Get in touch with 100 former customers
Deliver 12 webinars for resellers
Provide training for all cashiers
Interview 25 candidates for the design team
Candidate interviews for the analyst role
Complete the leadership training
Everyone has completed the security training
Work through the ticket backlog every Friday
Monitor the error rates of all services
Support the launch of the Austrian office
Help schools to apply for funding
Promote the summer course on social media
Lead a workshop on assessment methods for all lecturers
Continue the weekly office hours
Keep in contact with alumni
Campaign for donations at five events
Investigate the causes of failed payments
Discuss the roadmap with all stakeholders
Weekly stand-ups with the Lisbon office
Present the strategy at every site
Share learnings in the engineering newsletter
Wir führen zehn Kundengespräche durch
Durchführung von vier Elternabenden
Schulung aller Mitarbeitenden im Datenschutz
Jede Führungskraft nimmt an zwei Workshops teil
Wir tauschen uns monatlich mit den Gemeinden aus
Drei Anbieter vergleichen
Bedarf der Vereine abklären
Regelmässige Treffen mit dem Quartierverein
Talk to 5 users a week about insights
Weekly content on LinkedIn and YouTube
Source 200 prospects in the fintech segment
Book 40 meetings with qualified leads
Run a game day with each team
Pair every new hire with a mentor
Review and calibrate compensation
Usability tests with 12 veterans who use screen readers
Give talks at two conferences
Submit 5 talk proposals
Celebrate contributors every month
Meet monthly with the steering committee
Threat modelling sessions with four teams
Roll out phishing awareness training
Compare offers of five carriers
Validate the Brazilian market with 30 interviews
Recruit mentors at local companies
Parent-teacher conferences every term
Consult residents on the park design
Wir besuchen alle zwanzig Filialen
Monatlicher Austausch mit dem Betriebsrat
Wir nehmen an der Fachmesse teil
Umfrage bei den Lernenden durchführen
Run 4 brown bag sessions on profiling
Reach out to 15 plugin authors for interviews
Investigate options for browser support
Host a hackathon
Attend KubeCon and two local meetups
Plan next year's roadmap with the community
Source 300 candidates for backend roles
Enable the sales team with weekly product training
Hold QBRs with the top 30 accounts
Train support agents on the new billing flow
Test disaster recovery twice
Complete security awareness training
Talk to ten investors
Publish and promote 3 customer stories on social media
Sponsor 2 conferences
Usability testing of the invite flow
Working group meetings every two weeks
Bug bash before launch
Write to all members about the new fees
Zwei Blogposts pro Monat bewerben
Am Technologieforum teilnehmen
Conduct 15 discovery calls with churned customers
Organize a contributor summit in Berlin
Answer every question in the forum
Guest post on 5 industry blogs
Perform quarterly access reviews
Explore partnerships with two universities
Run unconscious bias training for interviewers
Profile the ten slowest queries
Demo the product at three trade shows
Collect testimonials from 10 customers
Weekly forecast calls with all regional leads
"""
