# The words of generated pages, feeds and PDFs in English as it is written in the United States: the default, and what
# is shown where another language has no text of its own.
#
# Syntax: https://projectfluent.org/fluent/guide/. A portfolio replaces messages, or adds a language, in
# `content/i18n/LANGUAGE.ftl`. Words in braces are filled in: { $name }.

## Numbers, dates and lists

number-group = ,
number-decimal = .
percent = { $number }%
# $symbol is the sign of the currency, or its code where there is no sign; $number has no minus sign.
currency = { $symbol }{ $number }
currency-by-code = { $number }{ " " }{ $code }
currency-USD = $
currency-EUR = €
currency-GBP = £
currency-CAD = CA$
currency-AUD = A$
currency-NZD = NZ$
currency-INR = ₹
currency-JPY = ¥
currency-MXN = MX$
unit-points = { $count ->
    [one] { $number } point
   *[other] { $number } points
}
unit-hours = { $count ->
    [one] { $number } hour
   *[other] { $number } hours
}
unit-minutes = { $count ->
    [one] { $number } minute
   *[other] { $number } minutes
}
percentage-points = { $count ->
    [one] { $number } percentage point
   *[other] { $number } percentage points
}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-day = { $month }{ "\u00A0" }{ $day }, { $year }
date-month = { $month } { $year }
# Two items, or the list so far and its last item.
list-last = { $items } and { $last }
list-separator = { ", " }
list-semicolon = { "; " }
period = { $start } – { $end }
period-until-now = { $start } – present
period-planned = planned for { $period }
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
duration-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
duration-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
duration-years-half = { $count } ½ years
page-count = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
pdf-without-tags = without tags for screen readers
file-size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
file-size-kb = { $number } kB
file-size-mb = { $number } MB
# What stands before a value: "Lesson: …".
label-colon = { $label }:
labeled = { $label }: { $value }

## The frame of every page

skip-link = Skip to content
menu-main = Main
menu = Menu
menu-studies = Work
menu-more = More pages
language-name = English
languages-label = Languages
body-table = Table { $number }
body-footnotes = Footnotes
body-footnote = Footnote { $number }
body-footnote-back = Back to the text, footnote { $number }
body-task-done = done
body-task-open = to do
callout-note = Note
callout-tip = Tip
callout-important = Important
callout-warning = Warning
callout-caution = Caution
draft-note = Not published yet: { $reason }
draft-reason-draft = this is a draft
draft-reason-future = its date, { $date }, is in the future
sample-note = Fictional sample content
share = Share
feed = Feed
moved = This page has moved:
breadcrumbs = Breadcrumbs
contents = On this page
pages = Pages
page-number = Page { $page } of { $pages }
title-with-page = { $title }, page { $page }
newer = Newer
older = Older
previous = Previous
next = Next
reading-time = { $minutes ->
    [one] { $minutes } min read
   *[other] { $minutes } min read
}
# How long it takes to read a case study: the story, then the evidence below it.
reading-time-and-evidence = { $story } min story · { $evidence } min evidence
revised = revised
versions = Versions
version-in-force = current
published-label = Published
revised-label = Revised
hidden-person = one person not named

## Titles of generated pages, and what search engines say about them

title-studies = Case studies
title-approaches = Approaches
title-overview = Overview
title-summary = One-page summary
title-levels = How levels changed
title-pitfalls = Challenges
title-interview = Interview cards
title-consent = Permissions
title-search = Search
title-resume = Résumé
title-standards = Standards
title-tags = Tags
title-missing = Page not found
title-pages = Pages
title-appendix = Appendix
about-studies = Work that { $owner } handed to others: who led it, how much say they had, and what came of it.
about-approaches = How { $owner } leads, and what can go wrong.
about-overview = When { $owner } handed work to others, who led it, and how much say they had.
about-summary = { $owner }’s portfolio on one page.
about-levels = When { $owner } let others decide more, or took decisions back, and why.
about-pitfalls = Challenges in { $owner }’s work, and how they were handled.
about-search = Search { $owner }’s portfolio.
about-resume = { $owner }’s experience, education, and professional learning.
about-standards = How { $owner }’s work addresses each standard, and where the gaps are.
about-standard = How { $owner }’s work addresses { $standard }.
about-tags = Topics in { $owner }’s work.
about-tag = { $tag }: case studies by { $owner }.

## Levels of delegation: what each means, in the words of the author

level-name-1 = Tell
level-name-2 = Sell
level-name-3 = Consult
level-name-4 = Agree
level-name-5 = Advise
level-name-6 = Inquire
level-name-7 = Delegate
level-1 = I decide and tell them
level-2 = I decide and explain why
level-3 = I decide after asking them
level-4 = We decide together
level-5 = They decide, with my advice
level-6 = They decide; I follow up
level-7 = They decide without me
# The same where the author was not the one accountable.
level-other-1 = The leader decides and tells them
level-other-2 = The leader decides and explains why
level-other-3 = The leader decides after asking them
level-other-4 = They and the leader decide together
level-other-5 = They decide, with the leader’s advice
level-other-6 = They decide; the leader follows up
level-other-7 = They decide without the leader
level-of-seven = { $level } of 7
# The levels in order, such as “6 → 1”.
level-change = Level { $levels } of 7
from-to = { $from } → { $to }
level-scale = Levels run from 1 (I decide) to 7 (they decide without me). A higher level isn’t better; the right one depends on the work.

## Case studies

summary = Summary
problem = The problem
led-by = Led by
level-label = Level of delegation
result = Result
result-target-and-baseline = Target: { $target }. Before: { $baseline }
result-target = Target: { $target }
result-baseline = Before: { $baseline }
result-against-target = { $result } (target: { $target })
result-from-baseline = { $result }, from { $baseline }
metric-up = up from { $baseline }
metric-down = down from { $baseline }
metric-same = as before
kept = What I kept
kept-other = What the leader kept
status = Status
lesson = Lesson learned
the-period = When
the-story = The story
the-evidence = The evidence
in-the-story = Shown in the story
chart-in-story = Chart and source are in the story
# What the sections of the evidence say in a line while they are closed. `level-then` adds a level to "Level 3".
level-number = Level { $level }
level-then = { $levels }, then { $level }
targets-met = { $count ->
    [one] 1 target met
   *[other] { $count } targets met
}
targets-missed = { $count ->
    [one] 1 target missed
   *[other] { $count } targets missed
}
targets-open = { $count ->
    [one] 1 target not measured
   *[other] { $count } targets not measured
}
outcomes-without-target = { $count ->
    [one] 1 outcome without a target
   *[other] { $count } outcomes without a target
}
decision-count = { $count ->
    [one] 1 decision
   *[other] { $count } decisions
}
lead-count = { $count ->
    [one] led by 1 person
   *[other] led by { $count } people
}
team-count = { $count } on the team
consulted-count = { $count } asked for advice
setback-count = { $count ->
    [one] 1 setback
   *[other] { $count } setbacks
}
outcomes = Outcomes
who-decided-what = Who decided what
they-could = What they could decide
limits = Limits
support = Support
step-in = When I would step in
step-in-other = When the leader would step in
levels-over-time = How the level changed
people = People
idea = Whose idea it was
accountable = Accountable
raci-who = Who
raci-responsible = Responsible: did the work
raci-accountable = Accountable: answers for the result
raci-consulted = Consulted: was asked for advice
raci-informed = Informed: was kept up to date
communication = Communication
check-ins = Check-ins
channels = Channels
raising-problems = How people raise problems with me
raising-problems-other = How people raise problems with the leader
shared-record = Shared record
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
timeline = Timeline
work-began = Work began
work-ended = Work ended
work-stopped = Work stopped
logic-model = Logic model
logic-inputs = Inputs
logic-activities = Activities
logic-outputs = Outputs
logic-outcomes = Outcomes
logic-impact = Impact
logic-assumptions = Assumptions
challenges = Challenges
response = Response
standards = Standards
artifacts = Artifacts
voices = What others say
checked = Reviewed by
checked-intro = These people read this page and confirmed that it is accurate:
approaches = Approaches
tags = Tags
related = Related case studies
case-study-count = { $count ->
    [one] { $count } case study
   *[other] { $count } case studies
}

## Figures

measure-before = Before
measure-after = After
change-up = Up { $difference }
change-down = Down { $difference }
change-none = No change
change-from = { $change } from { $baseline }
target-colon = Target { $target }:
target-met = met
target-missed = missed
target-unknown = no target to compare with
outcome-direction = Aiming for
goal-by = { $goal }, by { $date }
outcome-population = Who was counted
outcome-method = How we know
outcome-selection = How they were chosen
outcome-when = When
outcome-measured = Measured
measured-times = { $count } times, { $from } to { $to }
measure-precision = With { $n } counted, a single one moves this figure by up to { $points }.
outcome-compared = Compared with
compared-figures = { $group }: { $before } before, { $after } after
outcome-source = Source
outcome-claim = Cause and effect
outcome-evaluation = Evaluation
outcome-side-effect = Type of effect
not-intended = Unintended
outcome-caveats = Keep in mind
short-before = Before: { $value }
short-before-unknown = Before: not recorded
short-after = After: { $value }
short-claim = Cause: { $claim }
sample-size = n = { $n }
sample-range = n = { $low } to { $high }
decision = Decision
decided-by = Who decides
decision-limit = Limit: { $limit }
artifact = Artifact
made-by = Made by { $name }
release-form = Release form: { $status }
terms-of-use = Terms of use: { $terms }
captions = Captions
transcript = Transcript
download = Download
opens-elsewhere = Opens { $host }, which has its own privacy rules.

## Charts

chart-before = before { $value }
chart-before-and-after = before and after { $value }
chart-before-unknown = before not recorded
chart-after = after { $value }
chart-target = target { $value }
chart-keep = keep at { $value }
chart-same-as-result = { $label } = result
chart-comparison = comparison group from { $before } to { $after }
chart-range = { $label }: { $before } to { $after }
chart-over-time = { $title }, over time: { $points }
chart-point = { $value } in { $date }
chart-scale = Scale from { $low } to { $high }
chart-described = { $title }: { $description }
chart-timeline = { $count ->
    [one] One project from { $from } to { $to }; the list below gives the same information
   *[other] { $count } projects from { $from } to { $to }; the list below gives the same information
}
chart-status-proposed = { $title } (proposed)
chart-status-ongoing = { $title } (ongoing)
chart-status-stopped = { $title } (stopped)
qr-code = QR code for { $address }

## Home page and lists

featured = Selected case studies
all-case-studies = All { $count } case studies
read-studies = { $count ->
    [one] Read the case study
   *[other] Read case studies
}
evidence-coverage = Evidence for { $covered } of { $of } standards
how-i-work = How I lead
studies-none = No case studies yet.
studies-intro = { $count ->
    [one] One project I handed to others.
   *[other] { $count } projects I handed to others, newest first. Those that stopped or missed their goal are listed too.
}
approaches-intro = My leadership approaches, with examples.
approaches-none = No approaches yet.
tags-none = No tags yet.
tag-intro = { $count ->
    [one] { $count } case study with this tag.
   *[other] { $count } case studies with this tag.
}
missing-intro = There is nothing at this address. The page may have moved.
to-home = Go to the home page

## Approaches

also-called = Also called { $names }
pitfalls = Pitfalls
guard = How to guard against it
leader-keeps = What I keep
ask-first = Questions to ask first
sources = Sources
how-used = How have I used it?
related-approaches = Related approaches
came-up-in = Came up in { $met } of { $count ->
    [one] { $count } case study
   *[other] { $count } case studies
}; resolved in { $resolved }.
used-summary = { $studies } ({ $states })
state-count = { $state }: { $count }

## Overview, levels and challenges

overview-intro = When the work took place, who led it, and how much say they had.
overview-when = Timeline
overview-how-much = How much say others had
accountable-unless = Accountable unless stated otherwise: { $who }
decisions = Decisions
and-more = and { $count } more
levels-intro = A higher level isn’t better. The level goes up when the work runs well, and down when it needs more of me.
pitfalls-intro = What went wrong, how I responded, and whether that helped.
came-up = { $count ->
    [1] Came up once
    [2] Came up twice
   *[other] Came up { $count } times
}, { $resolved ->
    [0] not resolved
    [1] resolved once
    [2] resolved twice
   *[other] resolved { $resolved } times
}
guard-from = from
pitfall-what = What happened
pitfall-resolved = Resolved?
not-stated = not stated

## Standards

standards-intro = Where to find the evidence for each standard, gaps included.
standards-none = No framework has been chosen.
standard-unit = standard
required-by = Required by { $program }
no-study-yet = no case study yet
none-yet = none yet
none = none
cited-without-evidence = cited, no evidence
outcome-count = { $count ->
    [one] { $count } outcome
   *[other] { $count } outcomes
}
artifact-count = { $count ->
    [one] { $count } artifact
   *[other] { $count } artifacts
}
evidence-outcome = outcome
evidence-artifact = artifact
evidence-of = Evidence: { $name }
evidence-cited-on = Cited on:
evidence-none = No evidence linked yet.
evidence-by-year = Evidence by year
evidence-mark = evidence
evidence-gap = empty: none yet
evidence-column = Evidence
evidence-list = The evidence
evidence-count = { $count ->
    [one] { $count } piece of evidence
   *[other] { $count } pieces of evidence
}
requirement-met = Complete: { $state }
requirement-missing = Incomplete: { $state }
requirement-artifacts = { $count } of { $least ->
    [one] { $least } artifact
   *[other] { $least } artifacts
}
requirement-narrative = explanation included
requirement-narrative-none = no explanation
requirement-narrative-words = an explanation of { $words } words ({ $range })
range-between = { $min } to { $max }
range-at-least = at least { $min }
range-at-most = at most { $max }
close-to = Similar to { $standards }.
replaced-by = replaced by { $framework }
later-edition = a later edition
own-titles = titles in our own words
read-standard = Read the standards
not-cited = No case study cites this standard yet.
coverage = Evidence for { $covered } of { $of }.
coverage-gaps = Evidence for { $covered } of { $of }. None yet for { $gaps }.

## Résumé

experience = Experience
education = Education
credentials = Licenses and certifications
learning = Professional learning
awards = Awards
publications = Publications
skills = Skills
service = Service
languages = Languages
on-roll = { $number } students enrolled
name-changed = not the real name
expired-on = expired { $date }
valid-until = valid until { $date }
hours = { $count ->
    [one] { $number } hour
   *[other] { $number } hours
}
json-resume = JSON Resume

## Packs, summary, book

pack-reading-time = { $minutes } min for all case studies
available-until = available until { $date }
pack-empty = No case study in this pack is published.
address = Web address
pack-address = This selection of case studies on the web:
full-portfolio = Full portfolio and evidence:
book-contents = Contents

## Comments

comments = Comments
comments-on-github = Comments are stored on GitHub and shown by { $host }. To show them, your browser contacts both, and they will see your IP address. To post a comment, sign in with GitHub; your GitHub name will be shown.
comments-on-server = Comments are stored on { $host }. To show them, your browser contacts that server, which will see your IP address. What you write there is visible to everyone.
comments-show = Show comments from { $host }
comments-need-script = Comments need JavaScript.
comments-loading = Loading…
comments-unavailable = { $host } isn’t responding. Please try again later.
# An email address stands between these two.
comments-by-mail = Questions or comments? Email
comments-permission = Nothing is posted without your permission.

## Search

search-for = Search for
search-any = Any
filter-kind = Kind
filter-status = Status
filter-year = Year
filter-approach = Approach
filter-standard = Standard
kind-study = Case study
kind-approach = Approach
kind-page = Page
kind-standard = Standard
search-more-in = And { $count } more in the list of case studies
search-nothing = Nothing found. Try fewer or different words.
# The script of the page puts the number in the place of { $count }.
search-found = Pages found: { $count }
search-show-more = Show { $count } more
search-broken = Search isn’t working right now. All pages are listed below.

## Pages for the author alone

owner-only-interview = Only you see this page: each project on a card, with questions a panel may ask.
owner-only-consent = Only you see this page: who appears where, with what permission and until when.
situation = Situation
task = Task
task-kept = I kept: { $kept }
action = Action
no-figure = No figure yet
may-ask = They may ask
ask-own-part = What did you do yourself?
answer-kept = I kept: { $kept }
ask-missed = { $outcome }: Why did you miss the target?
ask-took-back = Why did you take decisions back?
ask-unsolved = What is still unresolved?
ask-went-wrong = What went wrong?
ask-your-doing = { $outcome }: Did your work cause this?
answer-reported = Say only that it changed. Use “rose” or “fell,” and “while” rather than “because.”
answer-associated = Say that it changed more than elsewhere, and no more.
answer-contributed = Say that it helped, as the page argues, and name what else may have helped.
answer-caused = Say yes, and name the comparison group.
ask-how-sure = How sure are you of that figure?
consent-register = Who appears
consent-shown-as = Shown as
consent-permission = Permission
consent-appears-in = Appears in
consent-not-shown = not shown
consent-until = { $status }, until { $date }
consent-testimonials = Testimonials: { $count }
consent-nowhere = nowhere
consent-led = led it
consent-accountable = accountable
consent-team = worked on it
consent-consulted = consulted
consent-informed = informed
consent-idea = had the idea
consent-decides = decides
consent-artifact = in an artifact
consent-quoted = quoted
consent-checked = checked the page
withdrawal = When somebody withdraws permission
withdrawal-1 = Write status: withdrawn under their consent in people.yaml.
withdrawal-2 = Run leadfolio check. It lists every sentence that still contains their name.
withdrawal-3 = Build the site and publish it again.
withdrawal-4 = Make new PDFs and replace any you sent. Search engines and caches usually drop old pages within weeks, or sooner on request.
withdrawal-5 = If your files are in a Git repository, its history still contains the old version.

## Values of fields

status-proposed = proposed
status-ongoing = ongoing
status-completed = completed
status-stopped = stopped
verdict-met = goal met
verdict-partly_met = goal partly met
verdict-not_met = goal not met
verdict-too_early = too early to tell
share-email = email
idea-leader = my own idea
idea-delegate = from the people who led it
idea-joint = started together
idea-student = started by students
idea-community = came from the community
idea-mandate = mandated from outside
joined-volunteered = volunteered
joined-invited = invited to lead
joined-elected = elected
joined-assigned = assigned
joined-mixed = some volunteered, some were asked
support-time = Time
support-money = Money
support-training = Training
support-coaching = Coaching
support-logistics = Logistics
support-access = Access
support-cover = Class coverage
support-other = Other support
cadence-daily = every day
cadence-weekly = every week
cadence-fortnightly = every two weeks
cadence-monthly = every month
cadence-termly = every term
cadence-as_needed = as needed
event-decision = decision
event-milestone = milestone
event-check_in = check-in
event-setback = setback
event-handover = handover
outcome-quantitative = measured
outcome-qualitative = described
better-increase = an increase
better-decrease = a decrease
better-maintain = no change
comparison-none = no comparison
comparison-trend = the earlier trend
comparison-prior_cohort = earlier groups
comparison-other_group = another group
comparison-matched = a matched group
comparison-randomised = a group chosen at random
source-survey = survey
source-records = records
source-assessment = assessment
source-observation = observation
source-log = log
source-interview = interview
source-document = document
collected-self = data collected by me
collected-delegate = data collected by the people who led the work
collected-third_party = data collected by someone else
claim-reported = no claim made
claim-associated = the change came with the work, but may have other causes
claim-contributed = the work contributed to the change
claim-caused = the work caused the change
evaluation-guskey-1 = Guskey level 1: participants’ reactions
evaluation-guskey-2 = Guskey level 2: participants’ learning
evaluation-guskey-3 = Guskey level 3: organization support and change
evaluation-guskey-4 = Guskey level 4: use of new knowledge and skills
evaluation-guskey-5 = Guskey level 5: student learning outcomes
evaluation-kirkpatrick-1 = Kirkpatrick level 1: reaction
evaluation-kirkpatrick-2 = Kirkpatrick level 2: learning
evaluation-kirkpatrick-3 = Kirkpatrick level 3: behavior
evaluation-kirkpatrick-4 = Kirkpatrick level 4: results
asked-all = everyone was included
asked-typical = as a typical case
asked-random = at random
asked-chosen = by me
asked-only_one = it was the only one available
pitfall-unclear_roles = Unclear roles
pitfall-reluctance = Not comfortable stepping up
pitfall-misalignment = Misaligned communication
pitfall-abdication = Abdication
pitfall-overload = Overload
pitfall-inequity = Inequity
pitfall-capture = Dominated by a few
pitfall-dependency = Dependence on one person
pitfall-scope = Scope
pitfall-resistance = Resistance
pitfall-other = Something else
resolved-yes = resolved
resolved-partly = partly resolved
resolved-no = not resolved
artifact-document = Document
artifact-data = Data
artifact-photo = Photograph
artifact-video = Video
artifact-audio = Audio
artifact-slides = Slides
artifact-link = Link
artifact-student_work = Student work
redaction-none = nothing removed
redaction-partial = some personal details removed
redaction-full = all personal details removed
depicts-students = students
depicts-staff = staff
depicts-families = families
depicts-grades = grades
depicts-health = health
depicts-contact = contact details
release-on_file = on file
release-not_needed = not needed
release-missing = missing
release-withdrawn = withdrawn
permission-given = given
permission-not_asked = not asked
permission-refused = refused
permission-withdrawn = withdrawn
permission-not_needed = not needed
said-spoken = spoken
said-letter = letter
said-survey = survey
