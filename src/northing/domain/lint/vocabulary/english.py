"""English: what its words say about work and results. Verbs in their plain form, nouns in the singular."""

from northing.domain.lint.vocabulary.language import (
    Language,
    english_form,
    english_guess,
    english_plurals,
    verb_forms_by_rule,
)

IRREGULAR = {
    "be": "is are was were been being am",
    "become": "becomes became becoming",
    "begin": "begins began begun beginning",
    "bring": "brings brought bringing",
    "build": "builds built building",
    "buy": "buys bought buying",
    "catch": "catches caught catching",
    "choose": "chooses chose chosen choosing",
    "come": "comes came coming",
    "cut": "cuts cutting",
    "deal": "deals dealt dealing",
    "do": "does did done doing",
    "draw": "draws drew drawn drawing",
    "drive": "drives drove driven driving",
    "fall": "falls fell fallen falling",
    "feed": "feeds fed feeding",
    "feel": "feels felt feeling",
    "find": "finds found finding",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "grow": "grows grew grown growing",
    "have": "has had having",
    "hit": "hits hitting",
    "hold": "holds held holding",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "lead": "leads led leading",
    "learn": "learns learned learnt learning",
    "leave": "leaves left leaving",
    "let": "lets letting",
    "lose": "loses lost losing",
    "make": "makes made making",
    "meet": "meets met meeting",
    "overcome": "overcomes overcame overcoming",
    "pay": "pays paid paying",
    "put": "puts putting",
    "read": "reads reading",
    "redo": "redoes redid redone redoing",
    "rebuild": "rebuilds rebuilt rebuilding",
    "rewrite": "rewrites rewrote rewritten rewriting",
    "rise": "rises rose risen rising",
    "run": "runs ran running",
    "see": "sees saw seen seeing",
    "sell": "sells sold selling",
    "send": "sends sent sending",
    "set": "sets setting",
    "shut": "shuts shutting",
    "speak": "speaks spoke spoken speaking",
    "speed": "speeds sped speeding",
    "spend": "spends spent spending",
    "split": "splits splitting",
    "stand": "stands stood standing",
    "take": "takes took taken taking",
    "teach": "teaches taught teaching",
    "think": "thinks thought thinking",
    "understand": "understands understood understanding",
    "win": "wins won winning",
    "write": "writes wrote written writing",
}

LANGUAGE = Language(
    code="en",
    common="the of to and for with a an in on is are our we by at least from per all that it as be into within",
    forms=verb_forms_by_rule(IRREGULAR),
    form=english_form,
    plurals=english_plurals,
    guessed=english_guess,
    # What moves a figure or a state of the world.
    change="""
        increase raise grow reduce decrease lower cut improve boost double triple quadruple halve shorten lift drop
        minimize minimise maximize maximise accelerate eliminate exceed surpass sustain retain win earn attract gain
        strengthen enhance optimize optimise shrink slash curb prevent avoid limit speed quicken multiply
        stop save recover regain outperform beat prolong extend scale stabilize stabilise simplify deepen broaden widen
        expand diminish lessen cap contain outgrow mitigate remove-friction become remain stay rise fall decline
        climb monetize monetise delight satisfy captivate retain foster nurture streamline empower unblock sell upsell
        tighten soften restrain heighten intensify diversify
    """,
    # What may go with either: its object tells.
    reach="""
        achieve reach attain hit meet get have maintain keep ensure make generate obtain secure acquire see
        bring give realize realise deliver-on accomplish drive capture collect bring turn lead move hold-at produce
        guarantee enable allow help let show demonstrate prove have pass score rank close onboard land take
    """,
    # What leaves something behind that can be handed over.
    make="""
        build approve ratify implement create develop deliver launch ship release publish write document draft add
        migrate deploy automate convert design introduce hire set complete finish update refactor roll integrate
        define establish fix resolve remove replace rewrite rebuild redesign revamp refresh rework upgrade configure
        install enable prepare produce provide construct assemble code program prototype port merge split
        consolidate centralize centralise standardize standardise modernize modernise containerize dockerize
        decompose segment shard instrument expose bootstrap scaffold setup spin stand put wire connect store index
        archive delete deprecate retire decommission sunset phase clean tidy purge patch harden secure encrypt
        certify translate localize localise adapt extend open-source opensource specify spec formalize formalise
        finalize finalise codify map model outline formulate author compile print record film produce edit post
        upload import export generate convert transform unify plant rotate renovate refurbish equip reorganize
        reorganise restructure reform rename rebrand relaunch activate enroll register file submit sign land merge
        unfreeze fill recruit staff appoint onboard purchase buy acquire procure order renew contract tackle cover
        close cache compress benchmark-suite bump pin vendor package bundle sign lock allow support add-support wrap
        hook embed attach link tag label annotate tokenize parse render visualize visualise display parallelize
        parallelise vectorize distribute replicate mirror back switch swap substitute adopt utilize utilise solve
        correct repair restore debug unit-test test-cover polish initiate institute found form operationalize
        operationalise productionize productionise productize productise industrialize commercialize propose
        present-plan plan schedule prioritize prioritise scope estimate size list catalog catalogue inventory start
        begin kick-off-project trace
    """,
    # Effort: what somebody does for some time.
    do="""
        answer run host hold organize organise attend conduct source interview talk promote announce audit review
        evaluate assess explore investigate identify research gather communicate train coach learn read participate
        decide discuss kick amplify celebrate socialize socialise address engage contact call email visit meet-with
        analyze analyse study examine inspect monitor track observe watch follow measure survey ask collect
        interview brainstorm workshop consult advise mentor teach educate present speak share advocate evangelize
        evangelise campaign advertise market pitch network partner collaborate cooperate coordinate align sync
        facilitate moderate support assist help sponsor volunteer contribute work continue try experiment test trial
        pilot invite encourage motivate inspire remind check validate verify determine understand consider think
        look focus spend practice practise prepare-for compare benchmark pursue seek approach recruit screen
        shortlist liaise iterate groom triage maintain oversee manage supervise administer handle care attend
        raise-awareness champion blog tweet demo showcase tour travel propose recommend debate clarify raise-with
        document-findings familiarize familiarise dogfood report represent rehearse simulate observe nurture-leads
        pair negotiate renegotiate lobby canvass shadow
    """,
    # What something does or is once it stands.
    able="""
        support work provide include contain allow enable let offer have run handle accept integrate interop
        interoperate         cover pass show display exist use consume expose emit return verify meet implement
        send receive
        protect protects ensure produce traverse serve operate function
    """,
    # What those outside do with it.
    live="""
        use sync look approve ratify adopt experience enjoy trust love recommend prefer rely depend contribute
        complete report rate buy renew register subscribe return visit join participate earn find know feel rank
        choose sign self-serve deploy see save spend succeed pay download install click convert stay leave churn
        grow rise increase drop fall decrease decline improve exceed remain own understand believe come return
        donate vote respond reply spend finish arrive live eat walk cycle bring refer order solve answer share
        browse watch access work read switch handle achieve
    """,
    be="be is are was were been being am get gets become becomes remain remains stay stays feel feels",
    aux="should must can could may might will would shall have has had having do does did to been be being",
    states="is are was were be been being",
    helps="has have can should must will could may",
    subjects="we our team teams everyone everybody i they",
    measure="""
        user customer client consumer subscriber follower member reader visitor listener viewer player buyer lead
        prospect revenue arr mrr acv iacv ltv cac income turnover sale profit margin ebitda cash cost expense spend
        price value growth share nps csat ces sus score rating satisfaction sentiment happiness wellbeing engagement
        retention churn adoption activation conversion usage utilization utilisation traffic visit view pageview
        impression click download install installation signup sign-up registration subscription session search play
        mention mau dau wau star fork latency p50 p90 p95 p99 time duration speed performance throughput bandwidth
        load uptime downtime availability reliability stability durability mttr mttd mtbf slo sla error incident
        outage failure crash bug defect regression vulnerability exposure complaint ticket request escalation alert
        page-out noise backlog debt frequency rate ratio percentage percent proportion number amount volume count
        total average median velocity productivity efficiency effectiveness capacity occupancy quality accuracy
        precision recall yield waste rework friction toil effort overhead burden delay lag wait bottleneck
        dependency-count awareness reputation trust confidence loyalty brand reach popularity visibility demand
        pipeline opportunity deal contract bookings order basket order-value transaction payment refund contribution
        contributor committer adopter deployment-frequency lead-time cycle-time diversity attrition turnover
        headcount-cost win-rate quota attainment market ranking position rank nrr grr gmv roi roas cpa cpc ctr cpl
        burn runway funding investment impact outcome benefit health morale motivation culture collaboration
        communication experience usability accessibility findability discoverability security compliance risk
        consistency readiness maturity resilience scalability footprint emission energy consumption carbon memory
        cpu poc trial donation grant vote reply response answer reduction accident injury upvote like share comment
        touchpoint attendance-rate participation enrollment enrolment completion target goal money dollar euro
        employee-satisfaction absence sickness flow stress workload onboarding-time tps rps qps freedom happiness
        understanding knowledge skill competence balance workloads profile applicant profitability liquidity result
        finance appetite sleep hour minute second day
    """,
    thing="""
        endpoint webhook runner portfolio search poc doc docs documentation document guide guideline handbook manual
        tutorial page website site webpage homepage landing-page blog post blogpost article newsletter whitepaper
        paper book ebook content copy translation spec specification rfc adr design mockup wireframe prototype mvp
        poc-implementation beta alpha demo roadmap plan strategy proposal concept report dashboard chart
        metric-definition feature functionality function integration api sdk cli library framework package plugin
        extension module component service microservice tool toolkit toolchain app application client server driver
        adapter connector bridge gateway backend frontend database schema table index cluster network node pipeline
        ci cd infrastructure environment sandbox playground template process procedure policy standard protocol
        format codec parser compiler runtime engine migration upgrade release version milestone iteration
        implementation deployment rollout launch setup installation-guide configuration automation script bot job
        cron test suite test-suite testsuite coverage testcase unit-test benchmark-suite monitoring logging alerting
        tracing observability backup replication failover encryption sso mfa authentication authorization login
        signup-flow flow wizard form button menu navigation editor view screen ui ux interface theme style icon logo
        branding program programme initiative project channel forum community-forum slack-channel podcast episode
        video webinar-recording course curriculum certification badge role position hire hiring engineer developer
        designer manager team department office contract-template agreement partnership policy-doc budget
        forecast-model model dataset data-set data-source source repository repo codebase code branch fork-repo
        patch fix change support capability improvement enhancement optimization refactoring cleanup removal
        replacement story epic issue task ticket-system workflow system platform architecture solution product
        offering storage cache queue broker registry catalog catalogue inventory list checklist matrix map diagram
        visualization visualisation announcement press-release statement vision mission charter okr goal-tree
        framework-agreement grant-program microgrant fund award scholarship swag merch store shop marketplace portal
        hub intranet wiki faq kb runbook playbook postmortem sop sla-document compatibility listing callout toc
        multi-region artifact artefact image container helm-chart chart operator vm host-group region zone subsystem
        subsidiary entity account structure path growth-path succession-plan hub selector visualizer visualiser
        analyzer analyser linter formatter detector classifier notebook use-case example sample snippet shortcut
        command flag option setting parameter field filter validation verification checker crawler scraper importer
        exporter converter wrapper binding mechanism criteria definition requirement scenario persona journey
        survey-tool
    """,
    event="""
        testing bash training workshop meetup event conference conf talk webinar interview meeting session survey
        review audit ama call retrospective retro hackathon campaign outreach course book-club candidate research
        analysis evaluation assessment exploration investigation discussion 1:1 one-on-one visit roadshow keynote
        panel presentation lecture demo-day sprint campaign standup stand-up town-hall bootcamp seminar
        brainstorming offsite retreat party dinner lunch breakfast trip tour study experiment ab-test a/b-test pilot
        trial-run spike learning reading knowledge-transfer onboarding-session shadowing mentoring mentorship
        coaching networking fair booth sponsorship feedback interview-round focus-group poll questionnaire
        observation benchmark comparison check check-up office-hour q&a hangout podcast-appearance brown-bag
        learning-session exam drill exercise deep-dive walkthrough game-day gameday roundtable summit symposium
        info-session open-house conversation empathy-session
    """,
    people="""
        user customer client learner reader developer engineer team member visitor consumer subscriber project
        people partner company contributor employee colleague staff citizen resident pupil student teacher lecturer
        graduate alumni volunteer tenant landlord patient passenger commuter parent family child children supplier
        donor worker nobody everyone everybody anyone someone agent manager candidate applicant auditor buyer seller
        merchant guest viewer player author creator writer reviewer tester maintainer admin administrator analyst
        designer researcher leader executive newcomer department household school university hospital investor
        stakeholder nurse doctor mentor squad board veteran child person men women man woman hire
    """,
    coverage="coverage documentation doc docs content feature functionality test",
    whole="all every each zero none",
    begin="from",
    end="to up-to down-to",
    now="""
        current currently today now baseline at-present presently up-from down-from compared-to compared-with vs
        versus was were instead-of rather-than start-from start-at start-value starting-from starting-at
        starting-value
    """,
    until="by in until till before during through",
    determiners="the a an our their your its all every each any more new",
    spelled={
        "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "twelve": 12, "dozen": 12, "hundred": 100, "twice": 2, "double": 2, "triple": 3, "thrice": 3, "halve": 2,
        "half": 2, "doubled": 2, "tripled": 3, "halved": 2,
    },
    vague="""
        better best good great nice robust seamless world-class best-in-class state-of-the-art cutting-edge
        feature-complete
        high-quality effective effectively efficient efficiently optimal optimally proper properly appropriate
        significant significantly substantially considerable considerably various several some many more most
        enough sufficient sufficiently reasonable adequately adequate successful successfully easy easier
        user-friendly intuitive modern mature healthy strong stronger improve improved enhance
        enhanced optimize optimized streamline streamlined leverage synergy synergies empower next-level
        regularly frequently as-needed tbd etc as-much-as-possible asap soon fast faster quick quickly
        friendly relevant meaningful positive positively viable usable performant scalable stable
    """,
    quality="""
        better best good great easy easier easiest fast faster fastest slow slower high higher low lower stable
        reliable usable performant popular happy happier healthy strong stronger weak secure safe safer clear
        clearer known famous trusted satisfied ready mature consistent transparent efficient effective productive
        profitable competitive available responsive resilient robust scalable accessible intuitive simple simpler
        painless seamless delightful confident motivated engaged loyal aware recognized recognised respected
        independent autonomous viable enough cheap cheaper affordable attractive visible smooth smoother quick
        quicker short shorter compliant aligned empowered choice leading leader favourite favorite number-one proud
        welcome informed heard painful loved
    """,
    down="""
        reduce decrease lower cut drop minimize minimise shorten halve eliminate slash shrink curb diminish lessen
        prevent avoid remove save stop fewer less below under mitigate decline fall
    """,
    up="""
        increase raise grow boost improve double triple lift expand maximize maximise enhance gain earn exceed
        surpass more above over accelerate strengthen rise
    """,
    adverbs="""
        also successfully significantly proactively continuously consistently regularly fully completely greatly
        quickly positively materially substantially further actively effectively efficiently just please finally
        at least jointly together always dramatically radically steadily then and again still now
        measurably noticeably collectively iteratively partially publicly internally
    """,
    breaks="""
        by through via using with without for to in on at from into within across during after before until so while
        when where which that who if because due per against among between over under of than as and or including like
        such around about not outside
    """,
    by="by through via",
    without="no zero none without",
    time_units="""
        second sec minute min hour hr day week month quarter year sprint half-year semester release weekend
        s ms milliseconds
    """,
    months="""
        january february march april may june july august september october november december jan feb mar apr jun
        jul aug sep sept oct nov dec
    """,
    technologies="""
        kubernetes k8s docker terraform ansible helm kafka rabbitmq redis postgres postgresql mysql mongodb
        elasticsearch cassandra dynamodb snowflake bigquery airflow spark hadoop flink aws azure gcp cloudflare
        lambda graphql grpc rest react angular vue svelte typescript javascript python rust golang java kotlin swift
        node node.js django rails spring laravel php jenkins gitlab-ci github-actions circleci argocd istio
        prometheus grafana datadog sentry opentelemetry splunk pagerduty jira confluence notion slack salesforce
        hubspot zendesk sap crm erp sso oauth oidc saml ldap vpn zero-trust webassembly wasm microservices
        serverless monolith monorepo etcd consul vault nginx envoy llm gpt chatbot blockchain s3 cdn okta
        tensorflow pytorch webpack vite nextjs flutter electron sqlite http/2 http/3 ipv6 tls fdw
    """,
    vain="""
        follower followers likes retweets impression impressions page-view page-views pageview pageviews downloads
        github-stars stars-on-github hits clicks views story-point story-points storypoint storypoints line-of-code
        lines-of-code velocity-points commits pull-requests hours-worked tickets-closed
    """,
    per="per",
    moves="rise fall grow drop increase decrease shrink climb decline double halve sink go improve",
    stays="stay remain hover",
    takes="take cost last need open load start come arrive",
    levels="""
        from to by between above below under over at within in less than more most least no beyond up down past
    """,
    gets="get win earn be",
    finds="find learn discover understand determine investigate",
    asked="how what which whether who why where",
    joints={word: word for word in ("from", "to", "by", "today", "through", "of")},
    usual="""
        maintain continue operate keep-running ongoing day-to-day business-as-usual bau routine
    """,
)  # fmt: skip
