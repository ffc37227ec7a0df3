# The words of generated pages, feeds and PDFs in German as it is written in Germany.
#
# Syntax: https://projectfluent.org/fluent/guide/. A portfolio replaces messages, or adds a language, in
# `content/i18n/LANGUAGE.ftl`. Words in braces are filled in: { $name }.

## Numbers, dates and lists

number-group = .
number-decimal = ,
percent = { $number }{ "\u00A0" }%
# $symbol is the sign of the currency, or its code where there is no sign; $number has no minus sign.
currency = { $number }{ "\u00A0" }{ $symbol }
currency-by-code = { $number }{ "\u00A0" }{ $code }
currency-USD = US$
currency-EUR = €
currency-GBP = £
currency-CAD = CA$
currency-AUD = AU$
currency-NZD = NZ$
currency-INR = ₹
currency-JPY = ¥
currency-MXN = MX$
unit-points = { $count ->
    [one] { $number } Punkt
   *[other] { $number } Punkte
}
unit-hours = { $count ->
    [one] { $number } Stunde
   *[other] { $number } Stunden
}
unit-minutes = { $count ->
    [one] { $number } Minute
   *[other] { $number } Minuten
}
percentage-points = { $count ->
    [one] { $number } Prozentpunkt
   *[other] { $number } Prozentpunkte
}
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
date-day = { $day }.{ "\u00A0" }{ $month } { $year }
date-month = { $month } { $year }
# Two items, or the list so far and its last item.
list-last = { $items } und { $last }
list-separator = { ", " }
list-semicolon = { "; " }
period = { $start } – { $end }
period-until-now = seit { $start }
period-planned = geplant: { $period }
duration-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
duration-weeks = { $count ->
    [one] { $count } Woche
   *[other] { $count } Wochen
}
duration-months = { $count ->
    [one] { $count } Monat
   *[other] { $count } Monate
}
duration-years = { $count ->
    [one] { $count } Jahr
   *[other] { $count } Jahre
}
duration-years-half = { $count }½ Jahre
page-count = { $count ->
    [one] { $count } Seite
   *[other] { $count } Seiten
}
pdf-without-tags = ohne Tags für Screenreader
file-size-bytes = { $count ->
    [one] { $count } Byte
   *[other] { $count } Bytes
}
file-size-kb = { $number }{ "\u00A0" }kB
file-size-mb = { $number }{ "\u00A0" }MB
# What stands before a value: "Lesson: …".
label-colon = { $label }:
labeled = { $label }: { $value }

## The frame of every page

skip-link = Zum Inhalt springen
menu-main = Hauptmenü
menu = Menü
menu-studies = Arbeit
menu-more = Weitere Seiten
language-name = Deutsch
languages-label = Sprachen
body-table = Tabelle { $number }
body-footnotes = Fußnoten
body-footnote = Fußnote { $number }
body-footnote-back = Zurück zum Text, Fußnote { $number }
body-task-done = erledigt
body-task-open = offen
callout-note = Hinweis
callout-tip = Tipp
callout-important = Wichtig
callout-warning = Warnung
callout-caution = Vorsicht
draft-note = Noch nicht veröffentlicht: { $reason }
draft-reason-draft = Dies ist ein Entwurf
draft-reason-future = Das Datum ({ $date }) liegt in der Zukunft
sample-note = Fiktive Beispielinhalte
share = Teilen
feed = Feed
moved = Diese Seite ist umgezogen:
breadcrumbs = Navigationspfad
contents = Auf dieser Seite
pages = Seiten
page-number = Seite { $page } von { $pages }
title-with-page = { $title }, Seite { $page }
newer = Neuere
older = Ältere
previous = Zurück
next = Weiter
reading-time = { $minutes ->
    [one] { $minutes } Min. Lesezeit
   *[other] { $minutes } Min. Lesezeit
}
# How long it takes to read a case study: the story, then the evidence below it.
reading-time-and-evidence = { $story } Min. Bericht · { $evidence } Min. Belege
revised = Stand:
versions = Fassungen
version-in-force = gültig
published-label = Veröffentlicht
revised-label = Stand
hidden-person = eine nicht genannte Person

## Titles of generated pages, and what search engines say about them

title-studies = Fallstudien
title-approaches = Ansätze
title-overview = Überblick
title-summary = Zusammenfassung auf einer Seite
title-levels = Entwicklung der Delegationsstufen
title-pitfalls = Herausforderungen
title-interview = Karten für das Auswahlgespräch
title-consent = Einwilligungen
title-search = Suche
title-resume = Lebenslauf
title-standards = Standards
title-tags = Schlagwörter
title-missing = Seite nicht gefunden
title-pages = Seiten
title-appendix = Anhang
about-studies = Vorhaben, die { $owner } anderen übertragen hat: wer sie geleitet hat, wie groß der Entscheidungsspielraum war und was daraus geworden ist.
about-approaches = Wie { $owner } führt und was dabei schiefgehen kann.
about-overview = Wann { $owner } anderen Vorhaben übertragen hat, wer sie geleitet hat und wie groß der Entscheidungsspielraum war.
about-summary = Das Portfolio von { $owner } auf einer Seite.
about-levels = Wann { $owner } Entscheidungen abgegeben oder wieder selbst übernommen hat und warum.
about-pitfalls = Herausforderungen in der Arbeit von { $owner } und der Umgang damit.
about-search = Das Portfolio von { $owner } durchsuchen.
about-resume = Beruflicher Werdegang, Ausbildung und Fortbildungen von { $owner }.
about-standards = Wie die Arbeit von { $owner } den einzelnen Standards gerecht wird, Lücken eingeschlossen.
about-standard = { $standard }: wie die Arbeit von { $owner } diesem Standard gerecht wird.
about-tags = Themen in der Arbeit von { $owner }.
about-tag = { $tag }: Fallstudien von { $owner }.

## Levels of delegation: what each means, in the words of the author

level-name-1 = Verkünden
level-name-2 = Verkaufen
level-name-3 = Befragen
level-name-4 = Einigen
level-name-5 = Beraten
level-name-6 = Erkundigen
level-name-7 = Delegieren
level-1 = Ich entscheide und teile es mit
level-2 = Ich entscheide und begründe es
level-3 = Ich höre die Beteiligten an und entscheide
level-4 = Wir entscheiden gemeinsam
level-5 = Ich gebe die Entscheidung ab und berate
level-6 = Ich gebe die Entscheidung ab und frage später nach
level-7 = Ich gebe die Entscheidung ganz ab
# The same where the author was not the one accountable.
level-other-1 = Die Führungskraft entscheidet und teilt es mit
level-other-2 = Die Führungskraft entscheidet und begründet es
level-other-3 = Die Führungskraft hört die Beteiligten an und entscheidet
level-other-4 = Führungskraft und Beteiligte entscheiden gemeinsam
level-other-5 = Die Führungskraft gibt die Entscheidung ab und berät
level-other-6 = Die Führungskraft gibt die Entscheidung ab und fragt später nach
level-other-7 = Die Führungskraft gibt die Entscheidung ganz ab
level-of-seven = { $level } von 7
level-change = Stufe { $levels } von 7
from-to = { $from } → { $to }
level-scale = Die Stufen reichen von 1 (ich entscheide) bis 7 (ich gebe die Entscheidung ganz ab). Keine Bewertung, sondern die Stufe, die zum Vorhaben passte.

## Case studies

summary = Zusammenfassung
problem = Das Problem
led-by = Geleitet von
level-label = Wer entscheidet
result = Ergebnis
result-target-and-baseline = Zielwert: { $target }. Vorher: { $baseline }
result-target = Zielwert: { $target }
result-baseline = Vorher: { $baseline }
result-against-target = { $result } (Zielwert { $target })
result-from-baseline = { $result } (vorher { $baseline })
metric-up = gestiegen von { $baseline }
metric-down = gesunken von { $baseline }
metric-same = wie zuvor
kept = Was ich mir vorbehalten habe
kept-other = Was sich die Führungskraft vorbehalten hat
status = Status
lesson = Erkenntnis
the-period = Zeitraum
the-story = Der Bericht
the-evidence = Die Belege
in-the-story = Steht im Bericht
chart-in-story = Diagramm und Quelle stehen im Bericht
# What the sections of the evidence say in a line while they are closed. `level-then` adds a level to "Level 3".
level-number = Stufe { $level }
level-then = { $levels }, dann { $level }
targets-met = { $count ->
    [one] 1 Ziel erreicht
   *[other] { $count } Ziele erreicht
}
targets-missed = { $count ->
    [one] 1 Ziel verfehlt
   *[other] { $count } Ziele verfehlt
}
targets-open = { $count ->
    [one] 1 Ziel nicht gemessen
   *[other] { $count } Ziele nicht gemessen
}
outcomes-without-target = { $count ->
    [one] 1 Ergebnis ohne Zielwert
   *[other] { $count } Ergebnisse ohne Zielwert
}
decision-count = { $count ->
    [one] 1 Entscheidung
   *[other] { $count } Entscheidungen
}
lead-count = { $count ->
    [one] von 1 Person geleitet
   *[other] von { $count } Personen geleitet
}
team-count = { $count } im Team
consulted-count = { $count } um Rat gefragt
setback-count = { $count ->
    [one] 1 Rückschlag
   *[other] { $count } Rückschläge
}
outcomes = Ergebnisse
who-decided-what = Wer was entschieden hat
they-could = Entscheidungsbefugnisse
limits = Grenzen
support = Unterstützung
step-in = Wann ich eingreifen würde
step-in-other = Wann die Führungskraft eingreifen würde
levels-over-time = Entwicklung der Delegationsstufe
people = Beteiligte
idea = Idee
accountable = Gesamtverantwortung
raci-who = Wer
raci-responsible = Responsible: Durchführung
raci-accountable = Accountable: Gesamtverantwortung
raci-consulted = Consulted: um Rat gefragt
raci-informed = Informed: auf dem Laufenden gehalten
communication = Kommunikation
check-ins = Rücksprachen
channels = Kommunikationswege
raising-problems = Wie ich von Problemen erfahre
raising-problems-other = Wie die Führungskraft von Problemen erfährt
shared-record = Gemeinsame Dokumentation
minutes = { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}
timeline = Verlauf
work-began = Beginn des Vorhabens
work-ended = Ende des Vorhabens
work-stopped = Abbruch des Vorhabens
logic-model = Wirkungsmodell
logic-inputs = Ressourcen
logic-activities = Aktivitäten
logic-outputs = Leistungen
logic-outcomes = Wirkungen
logic-impact = Langfristige Wirkungen
logic-assumptions = Annahmen
challenges = Herausforderungen
response = Reaktion
standards = Standards
artifacts = Artefakte
voices = Was andere sagen
checked = Wer diese Seite geprüft hat
checked-intro = Diese Personen haben die Seite gelesen und ihre Richtigkeit bestätigt:
approaches = Ansätze
tags = Schlagwörter
related = Verwandte Fallstudien
case-study-count = { $count ->
    [one] { $count } Fallstudie
   *[other] { $count } Fallstudien
}

## Figures

measure-before = Vorher
measure-after = Nachher
change-up = Anstieg um { $difference }
change-down = Rückgang um { $difference }
change-none = Keine Veränderung
change-from = { $change } (vorher { $baseline })
target-colon = Zielwert { $target }:
target-met = erreicht
target-missed = verfehlt
target-unknown = kein Zielwert zum Vergleich
outcome-direction = Was als Verbesserung gilt
goal-by = { $goal }, bis { $date }
outcome-population = Wer erfasst wurde
outcome-method = Wie es ermittelt wurde
outcome-selection = Wer befragt wurde
outcome-when = Zeitpunkt
outcome-measured = Gemessen
measured-times = { $count }-mal, { $from } bis { $to }
measure-precision = Bei { $n } Erfassten verschiebt jeder einzelne Fall den Wert um bis zu { $points }.
outcome-compared = Vergleich
compared-figures = { $group }: vorher { $before }, nachher { $after }
outcome-source = Quelle
outcome-claim = Meine Aussage
outcome-evaluation = Evaluation
outcome-side-effect = Nebenwirkung
not-intended = Nicht beabsichtigt
outcome-caveats = Zu beachten
short-before = Vorher: { $value }
short-before-unknown = Vorher: nicht erfasst
short-after = Nachher: { $value }
short-claim = Aussage: { $claim }
sample-size = n = { $n }
sample-range = n = { $low } bis { $high }
decision = Entscheidung
decided-by = Wer entscheidet
decision-limit = Grenze: { $limit }
artifact = Artefakt
made-by = Erstellt von: { $name }
release-form = Einwilligungserklärung: { $status }
terms-of-use = Nutzungsbedingungen: { $terms }
captions = Untertitel
transcript = Transkript
download = Herunterladen
opens-elsewhere = Öffnet { $host }; dort gelten eigene Datenschutzbestimmungen.

## Charts

chart-before = vorher { $value }
chart-before-and-after = vorher und nachher { $value }
chart-before-unknown = vorher nicht erfasst
chart-after = nachher { $value }
chart-target = Zielwert { $value }
chart-keep = soll bei { $value } bleiben
chart-same-as-result = { $label } = Ergebnis
chart-comparison = zum Vergleich: vorher { $before }, nachher { $after }
chart-range = { $label }: { $before } → { $after }
chart-over-time = { $title } im Zeitverlauf: { $points }
chart-point = { $value } ({ $date })
chart-scale = Skala von { $low } bis { $high }
chart-described = { $title }: { $description }
chart-timeline = { $count ->
    [one] Ein Vorhaben von { $from } bis { $to }; die Liste darunter enthält dieselben Angaben
   *[other] { $count } Vorhaben von { $from } bis { $to }; die Liste darunter enthält dieselben Angaben
}
chart-status-proposed = { $title } (vorgeschlagen)
chart-status-ongoing = { $title } (laufend)
chart-status-stopped = { $title } (abgebrochen)
qr-code = QR-Code für { $address }

## Home page and lists

featured = Ausgewählte Fallstudien
all-case-studies = Alle { $count } Fallstudien
read-studies = { $count ->
    [one] Fallstudie lesen
   *[other] Fallstudien lesen
}
evidence-coverage = Nachweise für { $covered } von { $of } Standards
how-i-work = Wie ich führe
studies-none = Noch keine Fallstudien.
studies-intro = { $count ->
    [one] Ein Vorhaben, das ich anderen übertragen habe.
   *[other] { $count } Vorhaben, die ich anderen übertragen habe, die neuesten zuerst. Auch abgebrochene Vorhaben und solche, die ihr Ziel verfehlt haben, sind aufgeführt.
}
approaches-intro = Meine Führungsansätze, mit Beispielen.
approaches-none = Noch keine Ansätze.
tags-none = Noch keine Schlagwörter.
tag-intro = { $count ->
    [one] { $count } Fallstudie mit diesem Schlagwort.
   *[other] { $count } Fallstudien mit diesem Schlagwort.
}
missing-intro = Unter dieser Adresse ist nichts zu finden. Vielleicht ist die Seite umgezogen.
to-home = Zur Startseite

## Approaches

also-called = Auch bekannt als { $names }
pitfalls = Stolpersteine
guard = Vorbeugung
leader-keeps = Was ich mir vorbehalte
ask-first = Fragen vorab
sources = Quellen
how-used = Wie habe ich diesen Ansatz angewendet?
related-approaches = Verwandte Ansätze
came-up-in = In { $met } von { $count ->
    [one] { $count } Fallstudie
   *[other] { $count } Fallstudien
} aufgetreten, in { $resolved } gelöst.
used-summary = { $studies }: { $states }
state-count = { $count }{ "\u00A0" }× { $state }

## Overview, levels and challenges

overview-intro = Wann die Vorhaben liefen, wer sie geleitet hat und wie groß der Entscheidungsspielraum war.
overview-when = Wann
overview-how-much = Wie viel andere entschieden haben
accountable-unless = Gesamtverantwortung, wenn nicht anders angegeben: { $who }
decisions = Entscheidungen
and-more = und { $count } weitere
levels-intro = Keine Bewertung: Die Stufe steigt, wenn das Vorhaben gut läuft, und sinkt, wenn es mehr von mir braucht.
pitfalls-intro = Was schiefging, wie ich reagiert habe und ob das geholfen hat.
came-up = { $count ->
    [1] Einmal aufgetreten
    [2] Zweimal aufgetreten
   *[other] { $count }-mal aufgetreten
}, { $resolved ->
    [0] nicht gelöst
    [1] einmal gelöst
    [2] zweimal gelöst
   *[other] { $resolved }-mal gelöst
}
guard-from = aus dem Ansatz
pitfall-what = Was geschah
pitfall-resolved = Gelöst?
not-stated = keine Angabe

## Standards

standards-intro = Wo Nachweise zu den einzelnen Standards zu finden sind, Lücken eingeschlossen.
standards-none = Es wurde kein Referenzrahmen ausgewählt.
standard-unit = Standard
required-by = Vorgabe: { $program }
no-study-yet = noch keine Fallstudie
none-yet = noch keine
none = keine
cited-without-evidence = angeführt, kein Nachweis
outcome-count = { $count ->
    [one] { $count } Ergebnis
   *[other] { $count } Ergebnisse
}
artifact-count = { $count ->
    [one] { $count } Artefakt
   *[other] { $count } Artefakte
}
evidence-outcome = Ergebnis
evidence-artifact = Artefakt
evidence-of = Nachweise: { $name }
evidence-cited-on = Angeführt auf:
evidence-none = Noch keine Nachweise verknüpft.
evidence-by-year = Nachweise nach Jahren
evidence-mark = Nachweis
evidence-gap = leer: noch keiner
evidence-column = Nachweise
evidence-list = Die Nachweise
evidence-count = { $count ->
    [one] { $count } Nachweis
   *[other] { $count } Nachweise
}
requirement-met = Erfüllt: { $state }
requirement-missing = Noch offen: { $state }
requirement-artifacts = { $count } von { $least ->
    [one] { $least } Artefakt
   *[other] { $least } Artefakten
}
requirement-narrative = Erläuterung vorhanden
requirement-narrative-none = keine Erläuterung
requirement-narrative-words = eine Erläuterung mit { $words } Wörtern ({ $range })
range-between = { $min } bis { $max }
range-at-least = mindestens { $min }
range-at-most = höchstens { $max }
close-to = Vergleichbar mit { $standards }.
replaced-by = ersetzt durch { $framework }
later-edition = eine spätere Fassung
own-titles = Titel in eigenen Worten
read-standard = Standard nachlesen
not-cited = Bisher führt keine Fallstudie diesen Standard an.
coverage = Nachweise für { $covered } von { $of }.
coverage-gaps = Nachweise für { $covered } von { $of }. Noch ohne Nachweis: { $gaps }.

## Résumé

experience = Beruflicher Werdegang
education = Ausbildung
credentials = Befähigungen und Zertifikate
learning = Fortbildungen
awards = Auszeichnungen
publications = Veröffentlichungen
skills = Fähigkeiten
service = Ehrenamt
languages = Sprachkenntnisse
on-roll = { $number } Schülerinnen und Schüler
name-changed = nicht der wirkliche Name
expired-on = abgelaufen ({ $date })
valid-until = gültig bis { $date }
hours = { $count ->
    [one] { $number } Stunde
   *[other] { $number } Stunden
}
json-resume = JSON Resume

## Packs, summary, book

pack-reading-time = { $minutes } Min. Lesezeit für alle Fallstudien
available-until = verfügbar bis { $date }
pack-empty = In dieser Zusammenstellung ist keine Fallstudie veröffentlicht.
address = Webadresse
pack-address = Diese Auswahl von Fallstudien im Web:
full-portfolio = Vollständiges Portfolio mit Nachweisen:
book-contents = Inhalt

## Comments

comments = Kommentare
comments-on-github = Die Kommentare sind bei GitHub gespeichert und werden von { $host } angezeigt. Dazu verbindet sich Ihr Browser mit beiden Diensten, die dabei Ihre IP-Adresse erfahren. Zum Kommentieren melden Sie sich bei GitHub an; Ihr dortiger Name wird angezeigt.
comments-on-server = Die Kommentare sind bei { $host } gespeichert. Zum Anzeigen verbindet sich Ihr Browser mit diesem Server, der dabei Ihre IP-Adresse erfährt. Was Sie dort schreiben, ist für alle sichtbar.
comments-show = Kommentare von { $host } anzeigen
comments-need-script = Für die Kommentare wird JavaScript benötigt.
comments-loading = Wird geladen{ "\u00A0" }…
comments-unavailable = { $host } antwortet nicht. Bitte versuchen Sie es später noch einmal.
# An email address stands between these two.
comments-by-mail = Fragen oder Anmerkungen? Schreiben Sie an
comments-permission = Ohne Ihre Einwilligung wird nichts veröffentlicht.

## Search

search-for = Suchbegriff
search-any = Alle
filter-kind = Art
filter-status = Status
filter-year = Jahr
filter-approach = Ansatz
filter-standard = Standard
kind-study = Fallstudie
kind-approach = Ansatz
kind-page = Seite
kind-standard = Standard
search-more-in = Und { $count } weitere in der Liste der Fallstudien
search-nothing = Nichts gefunden. Versuchen Sie es mit weniger oder anderen Wörtern.
# The script of the page puts the number in the place of { $count }.
search-found = Gefundene Seiten: { $count }
search-show-more = { $count } weitere anzeigen
search-broken = Die Suche funktioniert gerade nicht. Unten sind alle Seiten aufgeführt.

## Pages for the author alone

owner-only-interview = Nur Sie sehen diese Seite: jedes Vorhaben auf einer Karte, mit Fragen, die eine Auswahlkommission stellen könnte.
owner-only-consent = Nur Sie sehen diese Seite: wer wo vorkommt, mit welcher Einwilligung und bis wann.
situation = Situation
task = Aufgabe
task-kept = Mir vorbehalten: { $kept }
action = Vorgehen
no-figure = Noch keine Zahl
may-ask = Mögliche Fragen
ask-own-part = Was war Ihr eigener Anteil?
answer-kept = Mir vorbehalten: { $kept }
ask-missed = Warum wurde dieser Zielwert verfehlt: { $outcome }?
ask-took-back = Warum haben Sie Entscheidungen wieder selbst übernommen?
ask-unsolved = Was ist noch ungelöst?
ask-went-wrong = Was ist schiefgegangen?
ask-your-doing = Lag das an Ihnen: { $outcome }?
answer-reported = Sagen Sie nur, dass sich etwas verändert hat: „stieg“ oder „sank“, und „während“, nicht „weil“.
answer-associated = Sagen Sie, dass es sich stärker verändert hat als anderswo – mehr nicht.
answer-contributed = Sagen Sie, dass das Vorhaben dazu beigetragen hat, so wie es auf der Seite begründet ist, und nennen Sie, was sonst noch geholfen haben kann.
answer-caused = Ja, wie ein fairer Vergleich zeigt; sagen Sie, womit verglichen wurde.
ask-how-sure = Wie sicher sind Sie sich bei dieser Zahl?
consent-register = Wer vorkommt
consent-shown-as = Angezeigt als
consent-permission = Einwilligung
consent-appears-in = Kommt vor in
consent-not-shown = nicht angezeigt
consent-until = { $status }, bis { $date }
consent-testimonials = Stimmen: { $count }
consent-nowhere = nirgends
consent-led = Leitung
consent-accountable = Gesamtverantwortung
consent-team = Mitarbeit
consent-consulted = um Rat gefragt
consent-informed = informiert
consent-idea = Idee
consent-decides = entscheidet
consent-artifact = in einem Artefakt
consent-quoted = zitiert
consent-checked = hat die Seite geprüft
withdrawal = Wenn jemand die Einwilligung widerruft
withdrawal-1 = Tragen Sie in people.yaml bei dieser Person unter consent den Eintrag status: withdrawn ein.
withdrawal-2 = Führen Sie leadfolio check aus. Der Befehl zeigt jeden Satz, in dem der Name noch vorkommt.
withdrawal-3 = Erzeugen und veröffentlichen Sie die Website neu.
withdrawal-4 = Erstellen Sie neue PDF-Dateien und ersetzen Sie die bereits versandten. Suchmaschinen und Zwischenspeicher vergessen die alte Fassung innerhalb einiger Wochen oder auf Ihren Antrag hin.
withdrawal-5 = Liegen Ihre Dateien in einem Git-Repository, enthält dessen Verlauf weiterhin die alte Fassung.

## Values of fields

status-proposed = vorgeschlagen
status-ongoing = laufend
status-completed = abgeschlossen
status-stopped = abgebrochen
verdict-met = Ziel erreicht
verdict-partly_met = Ziel teilweise erreicht
verdict-not_met = Ziel nicht erreicht
verdict-too_early = noch nicht zu beurteilen
share-email = E-Mail
idea-leader = von mir angestoßen
idea-delegate = von der Leitung des Vorhabens angestoßen
idea-joint = gemeinsam angestoßen
idea-student = aus der Schülerschaft angestoßen
idea-community = aus dem Umfeld der Schule angestoßen
idea-mandate = von außen vorgegeben
joined-volunteered = freiwillig
joined-invited = auf Anfrage
joined-elected = gewählt
joined-assigned = eingeteilt
joined-mixed = teils freiwillig, teils auf Anfrage
support-time = Zeit
support-money = Geld
support-training = Schulung
support-coaching = Coaching
support-logistics = Organisation
support-access = Zugang
support-cover = Unterrichtsvertretung
support-other = Sonstige Unterstützung
cadence-daily = täglich
cadence-weekly = wöchentlich
cadence-fortnightly = alle zwei Wochen
cadence-monthly = monatlich
cadence-termly = jedes Schulhalbjahr
cadence-as_needed = nach Bedarf
event-decision = Entscheidung
event-milestone = Meilenstein
event-check_in = Rücksprache
event-setback = Rückschlag
event-handover = Übergabe
outcome-quantitative = gemessen
outcome-qualitative = beschrieben
better-increase = höher ist besser
better-decrease = niedriger ist besser
better-maintain = soll gleich bleiben
comparison-none = kein Vergleich
comparison-trend = bisheriger Trend
comparison-prior_cohort = frühere Gruppen
comparison-other_group = eine andere Gruppe
comparison-matched = eine vergleichbar zusammengesetzte Gruppe
comparison-randomised = eine zufällig ausgewählte Gruppe
source-survey = Befragung
source-records = Verwaltungsdaten
source-assessment = Leistungsmessung
source-observation = Beobachtung
source-log = laufende Aufzeichnung
source-interview = Interview
source-document = Dokument
collected-self = von mir erhoben
collected-delegate = von der Leitung des Vorhabens erhoben
collected-third_party = von Dritten erhoben
claim-reported = nur berichtet, ohne Angabe einer Ursache
claim-associated = steht im Zusammenhang mit dem Vorhaben
claim-contributed = das Vorhaben hat dazu beigetragen
claim-caused = durch das Vorhaben bewirkt
evaluation-guskey-1 = Guskey, Ebene 1: Reaktionen der Teilnehmenden
evaluation-guskey-2 = Guskey, Ebene 2: Lernzuwachs der Teilnehmenden
evaluation-guskey-3 = Guskey, Ebene 3: Unterstützung durch die Organisation und deren Wandel
evaluation-guskey-4 = Guskey, Ebene 4: Anwendung neuer Kenntnisse und Fähigkeiten
evaluation-guskey-5 = Guskey, Ebene 5: Lernergebnisse der Schülerinnen und Schüler
evaluation-kirkpatrick-1 = Kirkpatrick, Ebene 1: Reaktion
evaluation-kirkpatrick-2 = Kirkpatrick, Ebene 2: Lernen
evaluation-kirkpatrick-3 = Kirkpatrick, Ebene 3: Verhalten
evaluation-kirkpatrick-4 = Kirkpatrick, Ebene 4: Ergebnisse
asked-all = alle
asked-typical = ein typischer Fall
asked-random = zufällig ausgewählt
asked-chosen = von mir ausgewählt
asked-only_one = der einzige Fall
pitfall-unclear_roles = Unklare Rollen
pitfall-reluctance = Scheu vor Verantwortung
pitfall-misalignment = Mangelnde Abstimmung
pitfall-abdication = Rückzug aus der Verantwortung
pitfall-overload = Überlastung
pitfall-inequity = Benachteiligung
pitfall-capture = Dominanz einiger weniger
pitfall-dependency = Abhängigkeit von einer Person
pitfall-scope = Umfang
pitfall-resistance = Widerstand
pitfall-other = Anderes
resolved-yes = gelöst
resolved-partly = teilweise gelöst
resolved-no = nicht gelöst
artifact-document = Dokument
artifact-data = Daten
artifact-photo = Foto
artifact-video = Video
artifact-audio = Tonaufnahme
artifact-slides = Präsentation
artifact-link = Link
artifact-student_work = Arbeit von Schülerinnen und Schülern
redaction-none = nichts entfernt
redaction-partial = einige personenbezogene Angaben entfernt
redaction-full = alle personenbezogenen Angaben entfernt
depicts-students = Schülerinnen und Schüler
depicts-staff = Personal
depicts-families = Familien
depicts-grades = Noten
depicts-health = Gesundheit
depicts-contact = Kontaktdaten
release-on_file = liegt vor
release-not_needed = nicht erforderlich
release-missing = fehlt
release-withdrawn = widerrufen
permission-given = erteilt
permission-not_asked = nicht angefragt
permission-refused = verweigert
permission-withdrawn = widerrufen
permission-not_needed = nicht erforderlich
said-spoken = mündlich
said-letter = per Brief
said-survey = in einer Befragung
