# The words of generated pages, feeds and PDFs in French as it is written in France.
#
# Syntax: https://projectfluent.org/fluent/guide/. A portfolio replaces messages, or adds a language, in
# `content/i18n/LANGUAGE.ftl`. Words in braces are filled in: { $name }.

## Numbers, dates and lists

number-group = { "\u202F" }
number-decimal = ,
percent = { $number }{ "\u202F" }%
# $symbol is the sign of the currency, or its code where there is no sign; $number has no minus sign.
currency = { $number }{ "\u00A0" }{ $symbol }
currency-by-code = { $number }{ "\u00A0" }{ $code }
currency-USD = $US
currency-EUR = €
currency-GBP = £
currency-CAD = $CA
currency-AUD = $AU
currency-NZD = $NZ
currency-INR = ₹
currency-JPY = ¥
currency-MXN = $MX
unit-points = { $count ->
    [one] { $number } point
   *[other] { $number } points
}
unit-hours = { $count ->
    [one] { $number } heure
   *[other] { $number } heures
}
unit-minutes = { $count ->
    [one] { $number } minute
   *[other] { $number } minutes
}
percentage-points = { $count ->
    [one] { $number } point de pourcentage
   *[other] { $number } points de pourcentage
}
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
# "1er août 2024"; this needs $day as a number.
date-day = { $day ->
    [1] 1er
   *[other] { $day }
}{ "\u00A0" }{ $month } { $year }
date-month = { $month } { $year }
# Two items, or the list so far and its last item.
list-last = { $items } et { $last }
list-separator = { ", " }
list-semicolon = { "\u00A0; " }
period = { $start } – { $end }
period-until-now = depuis { $start }
period-planned = prévu{ "\u202F" }: { $period }
duration-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
duration-weeks = { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
}
duration-months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}
duration-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
duration-years-half = { $count } ans et demi
page-count = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
pdf-without-tags = sans balises pour les lecteurs d’écran
file-size-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
file-size-kb = { $number }{ "\u00A0" }ko
file-size-mb = { $number }{ "\u00A0" }Mo
# What stands before a value: "Lesson: …".
label-colon = { $label }{ "\u202F" }:
labeled = { $label }{ "\u202F" }: { $value }

## The frame of every page

skip-link = Aller au contenu
menu-main = Menu principal
menu = Menu
menu-studies = Réalisations
menu-more = Autres pages
language-name = Français
languages-label = Langues
body-table = Tableau { $number }
body-footnotes = Notes de bas de page
body-footnote = Note { $number }
body-footnote-back = Retour au texte, note { $number }
body-task-done = fait
body-task-open = à faire
callout-note = Remarque
callout-tip = Conseil
callout-important = Important
callout-warning = Avertissement
callout-caution = Attention
draft-note = Page non publiée{ "\u202F" }: { $reason }
draft-reason-draft = c’est encore un brouillon
draft-reason-future = sa date ({ $date }) est à venir
sample-note = Contenu fictif, donné à titre d’exemple
share = Partager
feed = Flux Atom
moved = Cette page a changé d’adresse{ "\u202F" }:
breadcrumbs = Fil d’Ariane
contents = Sur cette page
pages = Pages
page-number = Page { $page } sur { $pages }
title-with-page = { $title }, page { $page }
newer = Plus récentes
older = Plus anciennes
previous = Précédent
next = Suivant
reading-time = { $minutes ->
    [one] { $minutes }{ "\u00A0" }min de lecture
   *[other] { $minutes }{ "\u00A0" }min de lecture
}
# How long it takes to read a case study: the story, then the evidence below it.
reading-time-and-evidence = { $story }{ "\u00A0" }min de récit · { $evidence }{ "\u00A0" }min de preuves
revised = mise à jour{ "\u202F" }:
versions = Versions
version-in-force = en vigueur
published-label = Publication
revised-label = Mise à jour
hidden-person = une personne non nommée

## Titles of generated pages, and what search engines say about them

title-studies = Études de cas
title-approaches = Approches
title-overview = Vue d’ensemble
title-summary = Synthèse en une page
title-levels = Évolution des niveaux
title-pitfalls = Difficultés
title-interview = Fiches d’entretien
title-consent = Consentements
title-search = Recherche
title-resume = CV
title-standards = Référentiels
title-tags = Mots-clés
title-missing = Page introuvable
title-pages = Pages
title-appendix = Annexes
about-studies = Projets confiés à d’autres par { $owner }{ "\u202F" }: qui les a pilotés, avec quelle marge de décision et pour quels résultats.
about-approaches = Comment { $owner } dirige, et ce qui peut mal tourner.
about-overview = Quand { $owner } a confié des projets à d’autres, qui les a pilotés et avec quelle marge de décision.
about-summary = { $owner }{ "\u202F" }: le portfolio en une page.
about-levels = Quand { $owner } a laissé davantage décider, ou a repris des décisions, et pourquoi.
about-pitfalls = Les difficultés rencontrées par { $owner } et les réponses apportées.
about-search = { $owner }{ "\u202F" }: recherche dans le portfolio.
about-resume = { $owner }{ "\u202F" }: expérience, études et formation continue.
about-standards = Les preuves apportées par { $owner } pour chaque compétence, lacunes comprises.
about-standard = Les preuves apportées par { $owner }{ "\u202F" }: { $standard }.
about-tags = Les thèmes des études de cas présentées par { $owner }.
about-tag = { $tag }{ "\u202F" }: études de cas présentées par { $owner }.

## Levels of delegation: what each means, in the words of the author

level-name-1 = Annoncer
level-name-2 = Convaincre
level-name-3 = Consulter
level-name-4 = S’accorder
level-name-5 = Conseiller
level-name-6 = S’informer
level-name-7 = Déléguer
level-1 = Je décide et je l’annonce
level-2 = Je décide et j’explique pourquoi
level-3 = Je décide après consultation
level-4 = Nous décidons ensemble
level-5 = La décision leur revient, avec mon avis
level-6 = La décision leur revient{ "\u202F" }; je m’informe ensuite
level-7 = La décision leur revient, sans moi
# The same where the author was not the one accountable.
level-other-1 = La direction décide et l’annonce
level-other-2 = La direction décide et explique pourquoi
level-other-3 = La direction décide après consultation
level-other-4 = La décision est prise en commun avec la direction
level-other-5 = La décision leur revient, avec l’avis de la direction
level-other-6 = La décision leur revient{ "\u202F" }; la direction s’informe ensuite
level-other-7 = La décision leur revient, sans la direction
level-of-seven = { $level } sur 7
level-change = Niveau { $levels } sur 7
from-to = { $from } → { $to }
level-scale = Les niveaux vont de 1 (je décide) à 7 (la décision leur revient, sans moi). Ce n’est pas une note{ "\u202F" }: c’est le niveau qui convenait au projet.

## Case studies

summary = En bref
problem = Le problème
led-by = Piloté par
level-label = Qui décide
result = Résultat
result-target-and-baseline = Cible{ "\u202F" }: { $target }. Avant{ "\u202F" }: { $baseline }
result-target = Cible{ "\u202F" }: { $target }
result-baseline = Avant{ "\u202F" }: { $baseline }
result-against-target = { $result }, pour une cible de { $target }
result-from-baseline = { $result }, contre { $baseline } au départ
metric-up = en hausse, contre { $baseline } au départ
metric-down = en baisse, contre { $baseline } au départ
metric-same = comme au départ
kept = Ce que j’ai conservé
kept-other = Ce que la direction a conservé
status = État
lesson = Ce que j’en retiens
the-period = Période
the-story = Le récit
the-evidence = Les preuves
in-the-story = Présenté dans le récit
chart-in-story = Le graphique et sa source sont dans le récit
# What the sections of the evidence say in a line while they are closed. `level-then` adds a level to "Level 3".
level-number = Niveau { $level }
level-then = { $levels }, puis { $level }
targets-met = { $count ->
    [one] { $count } cible atteinte
   *[other] { $count } cibles atteintes
}
targets-missed = { $count ->
    [one] { $count } cible non atteinte
   *[other] { $count } cibles non atteintes
}
targets-open = { $count ->
    [one] { $count } cible non mesurée
   *[other] { $count } cibles non mesurées
}
outcomes-without-target = { $count ->
    [one] { $count } résultat sans cible
   *[other] { $count } résultats sans cible
}
decision-count = { $count ->
    [one] { $count } décision
   *[other] { $count } décisions
}
lead-count = { $count ->
    [one] mené par { $count } personne
   *[other] mené par { $count } personnes
}
team-count = { $count } dans l’équipe
consulted-count = { $count ->
    [one] { $count } avis demandé
   *[other] { $count } avis demandés
}
setback-count = { $count ->
    [one] { $count } revers
   *[other] { $count } revers
}
outcomes = Résultats
who-decided-what = Qui a décidé quoi
they-could = Décisions confiées
limits = Limites
support = Soutien
step-in = Dans quels cas j’interviendrais
step-in-other = Dans quels cas la direction interviendrait
levels-over-time = Évolution du niveau
people = Personnes
idea = Origine de l’idée
accountable = Responsable
raci-who = Qui
raci-responsible = Réalisation{ "\u202F" }: a fait le travail
raci-accountable = Autorité responsable{ "\u202F" }: répond du résultat
raci-consulted = Consultation{ "\u202F" }: a donné son avis
raci-informed = Information{ "\u202F" }: était au courant de l’avancement
communication = Communication
check-ins = Points d’étape
channels = Canaux
raising-problems = Comment les problèmes me sont signalés
raising-problems-other = Comment les problèmes sont signalés à la direction
shared-record = Suivi partagé
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
timeline = Chronologie
work-began = Début du projet
work-ended = Fin du projet
work-stopped = Arrêt du projet
logic-model = Modèle logique
logic-inputs = Ressources
logic-activities = Activités
logic-outputs = Réalisations
logic-outcomes = Résultats
logic-impact = Impact
logic-assumptions = Hypothèses
challenges = Difficultés
response = Réponse apportée
standards = Référentiels
artifacts = Pièces justificatives
voices = Témoignages
checked = Qui a vérifié cette page
checked-intro = Ces personnes ont lu cette page et en ont confirmé le contenu{ "\u202F" }:
approaches = Approches
tags = Mots-clés
related = Études de cas liées
case-study-count = { $count ->
    [one] { $count } étude de cas
   *[other] { $count } études de cas
}

## Figures

measure-before = Avant
measure-after = Après
change-up = Hausse de { $difference }
change-down = Baisse de { $difference }
change-none = Sans changement
change-from = { $change } par rapport à { $baseline }
target-colon = Cible de { $target }{ "\u202F" }:
target-met = atteinte
target-missed = non atteinte
target-unknown = pas de cible définie
outcome-direction = Évolution souhaitée
goal-by = { $goal }, d’ici { $date }
outcome-population = Population concernée
outcome-method = Méthode
outcome-selection = Personnes interrogées
outcome-when = Date
outcome-measured = Mesuré
measured-times = { $count } fois, de { $from } à { $to }
measure-precision = Sur { $n } cas comptés, un seul déplace ce chiffre de { $points } au plus.
outcome-compared = Comparaison avec
compared-figures = { $group }{ "\u202F" }: { $before } avant, { $after } après
outcome-source = Source
outcome-claim = Ce que j’affirme
outcome-evaluation = Évaluation
outcome-side-effect = Effet secondaire
not-intended = Non recherché
outcome-caveats = À garder à l’esprit
short-before = Avant{ "\u202F" }: { $value }
short-before-unknown = Avant{ "\u202F" }: non relevé
short-after = Après{ "\u202F" }: { $value }
short-claim = Affirmation{ "\u202F" }: { $claim }
sample-size = n = { $n }
sample-range = n = de { $low } à { $high }
decision = Décision
decided-by = Qui décide
decision-limit = Limite{ "\u202F" }: { $limit }
artifact = Pièce justificative
made-by = Réalisation{ "\u202F" }: { $name }
release-form = Autorisation de diffusion{ "\u202F" }: { $status }
terms-of-use = Conditions d’utilisation{ "\u202F" }: { $terms }
captions = Sous-titres
transcript = Transcription
download = Télécharger
opens-elsewhere = Ouvre { $host }, qui applique ses propres règles de confidentialité.

## Charts

chart-before = { $value } avant
chart-before-and-after = { $value } avant et après
chart-before-unknown = valeur initiale non relevée
chart-after = { $value } après
chart-target = cible de { $value }
chart-keep = maintenir à { $value }
chart-same-as-result = { $label } = résultat
chart-comparison = comparaison{ "\u202F" }: de { $before } à { $after }
chart-range = { $label }{ "\u202F" }: de { $before } à { $after }
chart-over-time = { $title }, évolution{ "\u202F" }: { $points }
chart-point = { $value } en { $date }
chart-scale = Échelle de { $low } à { $high }
chart-described = { $title }{ "\u202F" }: { $description }
chart-timeline = { $count ->
    [one] Un projet, de { $from } à { $to }{ "\u202F" }; la liste ci-dessous donne les mêmes informations
   *[other] { $count } projets, de { $from } à { $to }{ "\u202F" }; la liste ci-dessous donne les mêmes informations
}
chart-status-proposed = { $title } (proposé)
chart-status-ongoing = { $title } (en cours)
chart-status-stopped = { $title } (arrêté)
qr-code = QR code de l’adresse { $address }

## Home page and lists

featured = Sélection d’études de cas
all-case-studies = Les { $count } études de cas
read-studies = { $count ->
    [one] Lire l’étude de cas
   *[other] Lire les études de cas
}
evidence-coverage = Preuves pour { $covered } compétences sur { $of }
how-i-work = Ma manière de diriger
studies-none = Aucune étude de cas pour l’instant.
studies-intro = { $count ->
    [one] Un projet que j’ai confié à d’autres.
   *[other] { $count } projets que j’ai confiés à d’autres, du plus récent au plus ancien. Ceux qui ont été arrêtés ou qui n’ont pas atteint leur objectif y figurent aussi.
}
approaches-intro = Mes approches du leadership, exemples à l’appui.
approaches-none = Aucune approche pour l’instant.
tags-none = Aucun mot-clé pour l’instant.
tag-intro = { $count ->
    [one] { $count } étude de cas associée à ce mot-clé.
   *[other] { $count } études de cas associées à ce mot-clé.
}
missing-intro = Il n’y a rien à cette adresse. La page a peut-être été déplacée.
to-home = Aller à la page d’accueil

## Approaches

also-called = Aussi appelée { $names }
pitfalls = Écueils
guard = Comment s’en prémunir
leader-keeps = Ce que je conserve
ask-first = Questions à se poser d’abord
sources = Sources
how-used = Comment l’ai-je mise en pratique{ "\u202F" }?
related-approaches = Approches liées
came-up-in = Rencontré dans { $met ->
    [one] { $met } étude de cas
   *[other] { $met } études de cas
} sur { $count }{ "\u202F" }; { $resolved ->
    [0] jamais résolu
   *[other] résolu dans { $resolved }
}.
used-summary = { $studies }{ "\u202F" }: { $states }
state-count = { $state } ({ $count })

## Overview, levels and challenges

overview-intro = Quand les projets ont été menés, qui les a pilotés et avec quelle marge de décision.
overview-when = Calendrier
overview-how-much = Marge de décision laissée aux autres
accountable-unless = Responsable, sauf mention contraire{ "\u202F" }: { $who }
decisions = Décisions
and-more = et { $count } de plus
levels-intro = Ce n’est pas une note{ "\u202F" }: le niveau monte quand le projet avance bien et baisse quand il a davantage besoin de moi.
pitfalls-intro = Ce qui s’est mal passé, la réponse que j’y ai apportée et ce qu’elle a changé.
came-up = { $count ->
    [1] Rencontré une fois
    [2] Rencontré deux fois
   *[other] Rencontré { $count } fois
}, { $resolved ->
    [0] non résolu
    [1] résolu une fois
    [2] résolu deux fois
   *[other] résolu { $resolved } fois
}
guard-from = d’après
pitfall-what = Ce qui s’est passé
pitfall-resolved = Résolu{ "\u202F" }?
not-stated = non précisé

## Standards

standards-intro = Où trouver les preuves relatives à chaque compétence, lacunes comprises.
standards-none = Aucun référentiel n’a été choisi.
standard-unit = compétence
required-by = Exigé par { $program }
no-study-yet = pas encore d’étude de cas
none-yet = pas encore
none = aucune
cited-without-evidence = citée, sans preuve
outcome-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
artifact-count = { $count ->
    [one] { $count } pièce
   *[other] { $count } pièces
}
evidence-outcome = résultat
evidence-artifact = pièce justificative
evidence-of = Pièces justificatives : { $name }
evidence-cited-on = Citée dans :
evidence-none = Aucune preuve associée pour l’instant.
evidence-by-year = Preuves par année
evidence-mark = preuve
evidence-gap = vide{ "\u202F" }: pas encore
evidence-column = Preuves
evidence-list = Les preuves
evidence-count = { $count ->
    [one] { $count } preuve
   *[other] { $count } preuves
}
requirement-met = Complet{ "\u202F" }: { $state }
requirement-missing = À compléter{ "\u202F" }: { $state }
requirement-artifacts = { $count ->
    [one] { $count } pièce
   *[other] { $count } pièces
} sur { $least }
requirement-narrative = explication fournie
requirement-narrative-none = aucune explication
requirement-narrative-words = une explication de { $words } mots ({ $range })
range-between = de { $min } à { $max }
range-at-least = au moins { $min }
range-at-most = au plus { $max }
close-to = À rapprocher de{ "\u202F" }: { $standards }.
replaced-by = remplacé par { $framework }
later-edition = une édition plus récente
own-titles = intitulés reformulés par nos soins
read-standard = Consulter le référentiel
not-cited = Aucune étude de cas ne cite encore cette compétence.
coverage = Compétences étayées par des preuves{ "\u202F" }: { $covered } sur { $of }.
coverage-gaps = Compétences étayées par des preuves{ "\u202F" }: { $covered } sur { $of }. Rien encore pour{ "\u202F" }: { $gaps }.

## Résumé

experience = Expérience professionnelle
education = Études et diplômes
credentials = Habilitations et certifications
learning = Formation continue
awards = Distinctions
publications = Publications
skills = Compétences
service = Engagement
languages = Langues
on-roll = { $number } élèves
name-changed = nom d’emprunt
expired-on = échéance dépassée{ "\u202F" }: { $date }
valid-until = fin de validité{ "\u202F" }: { $date }
hours = { $count ->
    [one] { $number } heure
   *[other] { $number } heures
}
json-resume = JSON Resume

## Packs, summary, book

pack-reading-time = { $minutes }{ "\u00A0" }min pour l’ensemble des études de cas
available-until = date limite de consultation{ "\u202F" }: { $date }
pack-empty = Aucune étude de cas de ce dossier n’est publiée.
address = Adresse web
pack-address = Cette sélection d’études de cas sur le web{ "\u202F" }:
full-portfolio = Portfolio complet et preuves{ "\u202F" }:
book-contents = Sommaire

## Comments

comments = Commentaires
comments-on-github = Les commentaires sont enregistrés sur GitHub et affichés par { $host }. Pour les afficher, votre navigateur contacte ces deux services, qui voient alors votre adresse IP. Pour en écrire un, vous vous connectez avec GitHub, et le nom de votre compte GitHub est affiché.
comments-on-server = Les commentaires sont enregistrés sur { $host }. Pour les afficher, votre navigateur contacte ce serveur, qui voit alors votre adresse IP. Ce que vous y écrivez est visible par tout le monde.
comments-show = Afficher les commentaires via { $host }
comments-need-script = Les commentaires nécessitent JavaScript.
comments-loading = Chargement…
comments-unavailable = { $host } ne répond pas. Veuillez réessayer plus tard.
# An email address stands between these two.
comments-by-mail = Une question, un commentaire{ "\u202F" }? Écrivez à
comments-permission = Rien n’est publié sans votre accord.

## Search

search-for = Rechercher
search-any = Indifférent
filter-kind = Type
filter-status = État
filter-year = Année
filter-approach = Approche
filter-standard = Compétence
kind-study = Étude de cas
kind-approach = Approche
kind-page = Page
kind-standard = Compétence
search-more-in = Et { $count } de plus dans la liste des études de cas
search-nothing = Aucun résultat. Essayez avec moins de mots, ou avec d’autres mots.
# The script of the page puts the number in the place of { $count }.
search-found = Pages trouvées{ "\u202F" }: { $count }
search-show-more = En afficher { $count } de plus
search-broken = La recherche ne fonctionne pas pour le moment. Toutes les pages figurent dans la liste ci-dessous.

## Pages for the author alone

owner-only-interview = Cette page n’est visible que par vous{ "\u202F" }: une fiche par projet, avec les questions qu’un jury peut poser.
owner-only-consent = Cette page n’est visible que par vous{ "\u202F" }: qui apparaît où, avec quel consentement et jusqu’à quand.
situation = Situation
task = Tâche
task-kept = J’ai conservé{ "\u202F" }: { $kept }
action = Action
no-figure = Pas encore de chiffre
may-ask = Questions possibles du jury
ask-own-part = Qu’avez-vous fait vous-même{ "\u202F" }?
answer-kept = J’ai conservé{ "\u202F" }: { $kept }
ask-missed = Pourquoi la cible n’a-t-elle pas été atteinte{ "\u202F" }: { $outcome }{ "\u202F" }?
ask-took-back = Pourquoi avez-vous repris des décisions{ "\u202F" }?
ask-unsolved = Que reste-t-il à résoudre{ "\u202F" }?
ask-went-wrong = Qu’est-ce qui s’est mal passé{ "\u202F" }?
ask-your-doing = Est-ce dû à votre action{ "\u202F" }: { $outcome }{ "\u202F" }?
answer-reported = Dites seulement que cela a changé{ "\u202F" }: «{ "\u00A0" }a augmenté{ "\u00A0" }» ou «{ "\u00A0" }a baissé{ "\u00A0" }», et «{ "\u00A0" }pendant que{ "\u00A0" }» plutôt que «{ "\u00A0" }parce que{ "\u00A0" }».
answer-associated = Dites que cela a changé davantage qu’ailleurs, sans aller plus loin.
answer-contributed = Dites que le projet y a contribué, comme l’explique la page, et indiquez ce qui a pu jouer aussi.
answer-caused = Oui, au regard d’une comparaison rigoureuse{ "\u202F" }; précisez laquelle.
ask-how-sure = Quelle confiance accordez-vous à ce chiffre{ "\u202F" }?
consent-register = Qui apparaît
consent-shown-as = Désignation affichée
consent-permission = Consentement
consent-appears-in = Apparaît dans
consent-not-shown = identité masquée
consent-until = { $status }, échéance{ "\u202F" }: { $date }
consent-testimonials = Témoignages{ "\u202F" }: { $count }
consent-nowhere = nulle part
consent-led = pilotage
consent-accountable = responsable
consent-team = participation
consent-consulted = consultation
consent-informed = information
consent-idea = origine de l’idée
consent-decides = décision
consent-artifact = présence dans une pièce justificative
consent-quoted = citation
consent-checked = vérification de la page
withdrawal = Quand une personne retire son consentement
withdrawal-1 = Dans people.yaml, inscrivez «{ "\u00A0" }status: withdrawn{ "\u00A0" }» dans la rubrique consent de cette personne.
withdrawal-2 = Lancez leadfolio check. La commande énumère toutes les phrases qui contiennent encore son nom.
withdrawal-3 = Générez le site et publiez-le de nouveau.
withdrawal-4 = Produisez de nouveaux PDF et remplacez ceux que vous avez envoyés. Les moteurs de recherche et les caches oublient en quelques semaines, ou à votre demande.
withdrawal-5 = Si vos fichiers se trouvent dans un dépôt Git, son historique contient encore l’ancienne version.

## Values of fields

status-proposed = proposé
status-ongoing = en cours
status-completed = terminé
status-stopped = arrêté
verdict-met = objectif atteint
verdict-partly_met = objectif partiellement atteint
verdict-not_met = objectif non atteint
verdict-too_early = trop tôt pour se prononcer
share-email = e-mail
idea-leader = à mon initiative
idea-delegate = à l’initiative des pilotes du projet
idea-joint = initiative commune
idea-student = à l’initiative des élèves
idea-community = à l’initiative de la communauté locale
idea-mandate = imposé de l’extérieur
joined-volunteered = sur la base du volontariat
joined-invited = sur invitation
joined-elected = par élection
joined-assigned = par désignation
joined-mixed = en partie sur volontariat, en partie sur sollicitation
support-time = Temps
support-money = Budget
support-training = Formation
support-coaching = Accompagnement
support-logistics = Logistique
support-access = Accès
support-cover = Remplacement en classe
support-other = Autre soutien
cadence-daily = chaque jour
cadence-weekly = chaque semaine
cadence-fortnightly = tous les quinze jours
cadence-monthly = chaque mois
cadence-termly = chaque trimestre
cadence-as_needed = selon les besoins
event-decision = décision
event-milestone = étape clé
event-check_in = point d’étape
event-setback = revers
event-handover = passage de relais
outcome-quantitative = mesuré
outcome-qualitative = décrit
better-increase = hausse
better-decrease = baisse
better-maintain = stabilité
comparison-none = aucune comparaison
comparison-trend = la tendance antérieure
comparison-prior_cohort = les cohortes précédentes
comparison-other_group = un autre groupe
comparison-matched = un groupe apparié
comparison-randomised = un groupe tiré au sort
source-survey = enquête
source-records = données administratives
source-assessment = évaluation
source-observation = observation
source-log = journal de suivi
source-interview = entretien
source-document = document
collected-self = données recueillies par mes soins
collected-delegate = données recueillies par les pilotes du projet
collected-third_party = données recueillies par des tiers
claim-reported = constaté, sans lien de cause à effet affirmé
claim-associated = associé au projet
claim-contributed = le projet y a contribué
claim-caused = causé par le projet
evaluation-guskey-1 = Guskey, niveau 1{ "\u202F" }: réactions à la formation
evaluation-guskey-2 = Guskey, niveau 2{ "\u202F" }: apprentissages réalisés en formation
evaluation-guskey-3 = Guskey, niveau 3{ "\u202F" }: soutien et évolution de l’organisation
evaluation-guskey-4 = Guskey, niveau 4{ "\u202F" }: mise en pratique des nouvelles connaissances et compétences
evaluation-guskey-5 = Guskey, niveau 5{ "\u202F" }: acquis des élèves
evaluation-kirkpatrick-1 = Kirkpatrick, niveau 1{ "\u202F" }: réaction
evaluation-kirkpatrick-2 = Kirkpatrick, niveau 2{ "\u202F" }: apprentissage
evaluation-kirkpatrick-3 = Kirkpatrick, niveau 3{ "\u202F" }: comportement
evaluation-kirkpatrick-4 = Kirkpatrick, niveau 4{ "\u202F" }: résultats
asked-all = toutes les personnes concernées
asked-typical = un cas typique
asked-random = par tirage au sort
asked-chosen = selon mon choix
asked-only_one = la seule personne concernée
pitfall-unclear_roles = Rôles mal définis
pitfall-reluctance = Réticence à prendre des responsabilités
pitfall-misalignment = Communication mal coordonnée
pitfall-abdication = Délégation sans suivi
pitfall-overload = Surcharge
pitfall-inequity = Manque d’équité
pitfall-capture = Mainmise d’une minorité
pitfall-dependency = Dépendance à l’égard d’une seule personne
pitfall-scope = Périmètre
pitfall-resistance = Résistance
pitfall-other = Autre difficulté
resolved-yes = résolu
resolved-partly = partiellement résolu
resolved-no = non résolu
artifact-document = Document
artifact-data = Données
artifact-photo = Photographie
artifact-video = Vidéo
artifact-audio = Audio
artifact-slides = Diaporama
artifact-link = Lien
artifact-student_work = Travail d’élève
redaction-none = rien n’a été retiré
redaction-partial = certaines données personnelles ont été retirées
redaction-full = toutes les données personnelles ont été retirées
depicts-students = élèves
depicts-staff = personnel
depicts-families = familles
depicts-grades = notes
depicts-health = santé
depicts-contact = coordonnées
release-on_file = versée au dossier
release-not_needed = non requise
release-missing = manquante
release-withdrawn = retirée
permission-given = donné
permission-not_asked = non demandé
permission-refused = refusé
permission-withdrawn = retiré
permission-not_needed = non requis
said-spoken = à l’oral
said-letter = lettre
said-survey = enquête
