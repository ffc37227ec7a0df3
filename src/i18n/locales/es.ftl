# The words of generated pages, feeds and PDFs in Spanish: neutral Latin American, readable in the United States and
# Spain.
#
# Syntax: https://projectfluent.org/fluent/guide/. A portfolio replaces messages, or adds a language, in
# `content/i18n/LANGUAGE.ftl`. Words in braces are filled in: { $name }.

## Numbers, dates and lists

number-group = ,
number-decimal = .
percent = { $number }{ "\u00A0" }%
# $symbol is the sign of the currency, or its code where there is no sign; $number has no minus sign.
currency = { $symbol }{ $number }
currency-by-code = { $number }{ "\u00A0" }{ $code }
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
    [one] { $number } punto
   *[other] { $number } puntos
}
unit-hours = { $count ->
    [one] { $number } hora
   *[other] { $number } horas
}
unit-minutes = { $count ->
    [one] { $number } minuto
   *[other] { $number } minutos
}
percentage-points = { $count ->
    [one] { $number } punto porcentual
   *[other] { $number } puntos porcentuales
}
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date-day = { $day }{ "\u00A0" }de { $month } de { $year }
date-month = { $month } de { $year }
# Two items, or the list so far and its last item.
list-last = { $items } y { $last }
list-separator = { ", " }
list-semicolon = { "; " }
period = { $start } – { $end }
period-until-now = { $start } – actualidad
period-planned = previsto para { $period }
duration-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
duration-weeks = { $count ->
    [one] { $count } semana
   *[other] { $count } semanas
}
duration-months = { $count ->
    [one] { $count } mes
   *[other] { $count } meses
}
duration-years = { $count ->
    [one] { $count } año
   *[other] { $count } años
}
duration-years-half = { $count ->
    [one] { $count } año y medio
   *[other] { $count } años y medio
}
page-count = { $count ->
    [one] { $count } página
   *[other] { $count } páginas
}
pdf-without-tags = sin etiquetas para lectores de pantalla
file-size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
file-size-kb = { $number }{ "\u00A0" }kB
file-size-mb = { $number }{ "\u00A0" }MB
# What stands before a value: "Lesson: …".
label-colon = { $label }:
labeled = { $label }: { $value }

## The frame of every page

skip-link = Ir al contenido
menu-main = Principal
menu = Menú
menu-studies = Trabajo
menu-more = Más páginas
language-name = Español
languages-label = Idiomas
body-table = Tabla { $number }
body-footnotes = Notas al pie
body-footnote = Nota { $number }
body-footnote-back = Volver al texto, nota { $number }
body-task-done = hecho
body-task-open = pendiente
callout-note = Nota
callout-tip = Consejo
callout-important = Importante
callout-warning = Advertencia
callout-caution = Precaución
draft-note = Página aún no publicada: { $reason }
draft-reason-draft = es un borrador
draft-reason-future = lleva una fecha futura ({ $date })
sample-note = Contenido ficticio de muestra
share = Compartir
feed = Canal de novedades
moved = Esta página cambió de dirección:
breadcrumbs = Ruta de navegación
contents = En esta página
pages = Páginas
page-number = Página { $page } de { $pages }
title-with-page = { $title }, página { $page }
newer = Más recientes
older = Más antiguos
previous = Anterior
next = Siguiente
reading-time = { $minutes ->
    [one] { $minutes } min de lectura
   *[other] { $minutes } min de lectura
}
# A date follows, with or without a day.
# How long it takes to read a case study: the story, then the evidence below it.
reading-time-and-evidence = { $story } min de relato · { $evidence } min de evidencias
revised = última revisión:
versions = Versiones
version-in-force = vigente
published-label = Publicación
revised-label = Última revisión
hidden-person = una persona que no se nombra

## Titles of generated pages, and what search engines say about them

title-studies = Estudios de caso
title-approaches = Enfoques
title-overview = Panorama general
title-summary = Resumen de una página
title-levels = Cómo cambiaron los niveles
title-pitfalls = Desafíos
title-interview = Tarjetas para la entrevista
title-consent = Permisos
title-search = Buscar
title-resume = Currículum
title-standards = Estándares
title-tags = Etiquetas
title-missing = Página no encontrada
title-pages = Páginas
title-appendix = Apéndice
about-studies = Proyectos que { $owner } confió a otras personas: quién los tuvo a cargo, cuánto margen de decisión hubo y qué resultados dieron.
about-approaches = Cómo lidera { $owner } y qué puede salir mal.
about-overview = Cuándo confió { $owner } proyectos a otras personas, quién los tuvo a cargo y cuánto margen de decisión hubo.
about-summary = El portafolio de { $owner } en una página.
about-levels = Cuándo dejó { $owner } que otras personas decidieran más, cuándo retomó decisiones y por qué.
about-pitfalls = Los desafíos en el trabajo de { $owner } y cómo se afrontaron.
about-search = Busque en el portafolio de { $owner }.
about-resume = La experiencia, la formación académica y el desarrollo profesional de { $owner }.
about-standards = Cómo cumple el trabajo de { $owner } con cada estándar, incluidos los vacíos.
about-standard = Cómo cumple el trabajo de { $owner } con { $standard }.
about-tags = Los temas del trabajo de { $owner }.
about-tag = { $tag }: estudios de caso de { $owner }.

## Levels of delegation: what each means, in the words of the author

level-name-1 = Comunicar
level-name-2 = Convencer
level-name-3 = Consultar
level-name-4 = Acordar
level-name-5 = Aconsejar
level-name-6 = Preguntar
level-name-7 = Delegar
level-1 = Decido y lo comunico
level-2 = Decido y explico por qué
level-3 = Decido después de consultar
level-4 = Decidimos en conjunto
level-5 = Deciden, con mi consejo
level-6 = Deciden; yo doy seguimiento
level-7 = Deciden sin mí
# The same where the author was not the one accountable.
level-other-1 = La dirección decide y lo comunica
level-other-2 = La dirección decide y explica por qué
level-other-3 = La dirección decide después de consultar
level-other-4 = Deciden en conjunto con la dirección
level-other-5 = Deciden, con el consejo de la dirección
level-other-6 = Deciden; la dirección da seguimiento
level-other-7 = Deciden sin la dirección
level-of-seven = { $level } de 7
level-change = Nivel { $levels } de 7
from-to = { $from } → { $to }
level-scale = Los niveles van del 1 (decido yo) al 7 (deciden sin mí). No es una calificación: es el nivel que convenía al trabajo.

## Case studies

summary = Resumen
problem = El problema
led-by = A cargo de
level-label = Nivel de delegación
result = Resultado
result-target-and-baseline = Meta: { $target }. Antes: { $baseline }
result-target = Meta: { $target }
result-baseline = Antes: { $baseline }
result-against-target = { $result } (meta: { $target })
result-from-baseline = { $result }; antes, { $baseline }
metric-up = por encima del valor anterior ({ $baseline })
metric-down = por debajo del valor anterior ({ $baseline })
metric-same = igual que antes
kept = Lo que me reservé
kept-other = Lo que se reservó la dirección
status = Estado
lesson = Lección aprendida
the-period = Cuándo
the-story = El relato
the-evidence = Las evidencias
in-the-story = Está en el relato
chart-in-story = El gráfico y la fuente están en el relato
# What the sections of the evidence say in a line while they are closed. `level-then` adds a level to "Level 3".
level-number = Nivel { $level }
level-then = { $levels }, luego { $level }
targets-met = { $count ->
    [one] 1 meta alcanzada
   *[other] { $count } metas alcanzadas
}
targets-missed = { $count ->
    [one] 1 meta no alcanzada
   *[other] { $count } metas no alcanzadas
}
targets-open = { $count ->
    [one] 1 meta sin medir
   *[other] { $count } metas sin medir
}
outcomes-without-target = { $count ->
    [one] 1 resultado sin meta
   *[other] { $count } resultados sin meta
}
decision-count = { $count ->
    [one] 1 decisión
   *[other] { $count } decisiones
}
lead-count = { $count ->
    [one] dirigido por 1 persona
   *[other] dirigido por { $count } personas
}
team-count = { $count } en el equipo
consulted-count = consultas: { $count }
setback-count = { $count ->
    [one] 1 contratiempo
   *[other] { $count } contratiempos
}
outcomes = Resultados
who-decided-what = Quién decidió qué
they-could = Podían decidir
limits = Límites
support = Apoyo
step-in = Cuándo intervendría yo
step-in-other = Cuándo intervendría la dirección
levels-over-time = Cómo cambió el nivel
people = Personas
idea = Idea
accountable = Rinde cuentas
raci-who = Quién
raci-responsible = Responsable: hizo el trabajo
raci-accountable = Rinde cuentas (accountable): responde por el trabajo
raci-consulted = Consulta: se le pidió opinión
raci-informed = Información: se le mantuvo al tanto
communication = Comunicación
check-ins = Reuniones de seguimiento
channels = Canales
raising-problems = Cómo me llegan los problemas
raising-problems-other = Cómo llegan los problemas a la dirección
shared-record = Registro compartido
minutes = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
timeline = Cronología
work-began = Inicio del trabajo
work-ended = Fin del trabajo
work-stopped = Interrupción del trabajo
logic-model = Modelo lógico
logic-inputs = Insumos
logic-activities = Actividades
logic-outputs = Productos
logic-outcomes = Resultados
logic-impact = Impacto
logic-assumptions = Supuestos
challenges = Desafíos
response = Respuesta
standards = Estándares
artifacts = Artefactos
voices = Otras voces
checked = Quién revisó esta página
checked-intro = Estas personas leyeron esta página y confirmaron su contenido:
approaches = Enfoques
tags = Etiquetas
related = Estudios de caso relacionados
case-study-count = { $count ->
    [one] { $count } estudio de caso
   *[other] { $count } estudios de caso
}

## Figures

measure-before = Antes
measure-after = Después
change-up = Aumento de { $difference }
change-down = Disminución de { $difference }
change-none = Sin cambios
change-from = { $change } (antes: { $baseline })
target-colon = Meta de { $target }:
target-met = alcanzada
target-missed = no alcanzada
target-unknown = sin meta de referencia
outcome-direction = Qué se considera mejor
goal-by = { $goal }, hasta { $date }
outcome-population = A quiénes se incluyó
outcome-method = Cómo se obtuvo el dato
outcome-selection = A quiénes se preguntó
outcome-when = Cuándo
outcome-measured = Medición
measured-times = { $count } veces, de { $from } a { $to }
measure-precision = Con { $n } casos contados, uno solo mueve esta cifra hasta { $points }.
outcome-compared = Comparación
compared-figures = { $group }: { $before } antes, { $after } después
outcome-source = Fuente
outcome-claim = Lo que afirmo
outcome-evaluation = Evaluación
outcome-side-effect = Efecto secundario
not-intended = No buscado
outcome-caveats = Tenga en cuenta
short-before = Antes: { $value }
short-before-unknown = Antes: sin registro
short-after = Después: { $value }
short-claim = Afirmación: { $claim }
sample-size = n = { $n }
sample-range = n = de { $low } a { $high }
decision = Decisión
decided-by = Quién decide
decision-limit = Límite: { $limit }
artifact = Artefacto
made-by = Autoría: { $name }
release-form = Autorización firmada: { $status }
terms-of-use = Condiciones de uso: { $terms }
captions = Subtítulos
transcript = Transcripción
download = Descargar
opens-elsewhere = Abre { $host }, que tiene sus propias normas de privacidad.

## Charts

chart-before = antes { $value }
chart-before-and-after = antes y después { $value }
chart-before-unknown = antes sin registro
chart-after = después { $value }
chart-target = meta { $value }
chart-keep = mantener en { $value }
chart-same-as-result = { $label } = resultado
chart-comparison = como comparación, de { $before } a { $after }
chart-range = { $label }: de { $before } a { $after }
chart-over-time = { $title }, a lo largo del tiempo: { $points }
chart-point = { $value } en { $date }
chart-scale = Escala de { $low } a { $high }
chart-described = { $title }: { $description }
chart-timeline = { $count ->
    [one] Un proyecto de { $from } a { $to }; la lista de abajo contiene la misma información
   *[other] { $count } proyectos de { $from } a { $to }; la lista de abajo contiene la misma información
}
chart-status-proposed = { $title } (propuesto)
chart-status-ongoing = { $title } (en curso)
chart-status-stopped = { $title } (interrumpido)
qr-code = Código QR de { $address }

## Home page and lists

featured = Estudios de caso seleccionados
all-case-studies = Ver los { $count } estudios de caso
read-studies = { $count ->
    [one] Leer el estudio de caso
   *[other] Leer los estudios de caso
}
evidence-coverage = Evidencia para { $covered } de { $of } estándares
how-i-work = Cómo lidero
studies-none = Aún no hay estudios de caso.
studies-intro = { $count ->
    [one] Un proyecto que confié a otras personas.
   *[other] { $count } proyectos que confié a otras personas, del más reciente al más antiguo. También figuran los que se interrumpieron o no cumplieron su objetivo.
}
approaches-intro = Mis enfoques de liderazgo, con ejemplos.
approaches-none = Aún no hay enfoques.
tags-none = Aún no hay etiquetas.
tag-intro = { $count ->
    [one] { $count } estudio de caso con esta etiqueta.
   *[other] { $count } estudios de caso con esta etiqueta.
}
missing-intro = No hay nada en esta dirección. Es posible que la página se haya trasladado.
to-home = Ir a la página de inicio

## Approaches

also-called = También llamado { $names }
pitfalls = Riesgos
guard = Cómo prevenirlo
leader-keeps = Lo que me reservo
ask-first = Preguntas que conviene hacerse antes
sources = Fuentes
how-used = ¿Cómo lo he aplicado?
related-approaches = Enfoques relacionados
came-up-in = Surgió en { $met } de { $count ->
    [one] { $count } estudio de caso
   *[other] { $count } estudios de caso
}; { $resolved ->
    [0] no se resolvió en ninguno
   *[other] se resolvió en { $resolved }
}.
used-summary = { $studies }: { $states }
state-count = { $state } ({ $count })

## Overview, levels and challenges

overview-intro = Cuándo se hizo el trabajo, quién lo tuvo a cargo y cuánto margen de decisión hubo.
overview-when = Cuándo
overview-how-much = Cuánto decidieron otras personas
accountable-unless = Rinde cuentas, salvo que se indique lo contrario: { $who }
decisions = Decisiones
and-more = y { $count } más
levels-intro = No es una calificación: el nivel sube cuando el trabajo marcha bien y baja cuando me necesita más.
pitfalls-intro = Qué salió mal, cómo respondí y si dio resultado.
came-up = { $count ->
    [1] Surgió una vez
    [2] Surgió dos veces
   *[other] Surgió { $count } veces
}, { $resolved ->
    [0] no se resolvió
    [1] se resolvió una vez
    [2] se resolvió dos veces
   *[other] se resolvió { $resolved } veces
}
guard-from = del enfoque
pitfall-what = Qué ocurrió
pitfall-resolved = ¿Se resolvió?
not-stated = no se indica

## Standards

standards-intro = Dónde encontrar la evidencia de cada estándar, incluidos los vacíos.
standards-none = No se ha elegido ningún marco de estándares.
standard-unit = estándar
required-by = Requisito de { $program }
no-study-yet = aún sin estudio de caso
none-yet = aún ninguna
none = ninguna
cited-without-evidence = citado, sin evidencia
outcome-count = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
artifact-count = { $count ->
    [one] { $count } artefacto
   *[other] { $count } artefactos
}
evidence-outcome = resultado
evidence-artifact = artefacto
evidence-of = Evidencia: { $name }
evidence-cited-on = Se cita en:
evidence-none = Aún no hay evidencia vinculada.
evidence-by-year = Evidencia por año
evidence-mark = evidencia
evidence-gap = vacío: aún ninguna
evidence-column = Evidencia
evidence-list = La evidencia
evidence-count = { $count ->
    [one] { $count } evidencia
   *[other] { $count } evidencias
}
requirement-met = Completo: { $state }
requirement-missing = Incompleto: { $state }
requirement-artifacts = { $count } de { $least ->
    [one] { $least } artefacto
   *[other] { $least } artefactos
}
requirement-narrative = explicación incluida
requirement-narrative-none = sin explicación
requirement-narrative-words = una explicación de { $words } palabras ({ $range })
range-between = de { $min } a { $max }
range-at-least = como mínimo { $min }
range-at-most = como máximo { $max }
close-to = Similar a { $standards }.
replaced-by = reemplazado por { $framework }
later-edition = una edición posterior
own-titles = títulos en nuestras propias palabras
read-standard = Leer el estándar
not-cited = Ningún estudio de caso cita aún este estándar.
coverage = Con evidencia: { $covered } de { $of }.
coverage-gaps = Con evidencia: { $covered } de { $of }. Aún sin evidencia: { $gaps }.

## Résumé

experience = Experiencia
education = Formación académica
credentials = Licencias y certificaciones
learning = Desarrollo profesional
awards = Reconocimientos
publications = Publicaciones
skills = Competencias
service = Servicio a la comunidad
languages = Idiomas
on-roll = matrícula de { $number } estudiantes
name-changed = no es el nombre real
# A date follows, with or without a day.
expired-on = venció: { $date }
valid-until = vigente hasta: { $date }
hours = { $count ->
    [one] { $number } hora
   *[other] { $number } horas
}
json-resume = JSON Resume

## Packs, summary, book

pack-reading-time = { $minutes } min para todos los estudios de caso
available-until = disponible hasta: { $date }
pack-empty = Ningún estudio de caso de esta selección está publicado.
address = Dirección web
pack-address = Esta selección de estudios de caso en la web:
full-portfolio = Portafolio completo y evidencia:
book-contents = Contenido

## Comments

comments = Comentarios
comments-on-github = Los comentarios se guardan en GitHub y se muestran por medio de { $host }. Para mostrarlos, su navegador se conecta con ambos, que así ven su dirección IP. Para escribir un comentario, debe iniciar sesión en GitHub; se mostrará el nombre que usa allí.
comments-on-server = Los comentarios se guardan en { $host }. Para mostrarlos, su navegador se conecta con ese servidor, que así ve su dirección IP. Lo que escriba allí será visible para todo el mundo.
comments-show = Mostrar los comentarios de { $host }
comments-need-script = Los comentarios requieren JavaScript.
comments-loading = Cargando…
comments-unavailable = { $host } no responde. Inténtelo de nuevo más tarde.
# An email address stands between these two.
comments-by-mail = ¿Preguntas o comentarios? Escriba a
comments-permission = No se publica nada sin su permiso.

## Search

search-for = Buscar
search-any = Cualquiera
filter-kind = Tipo
filter-status = Estado
filter-year = Año
filter-approach = Enfoque
filter-standard = Estándar
kind-study = Estudio de caso
kind-approach = Enfoque
kind-page = Página
kind-standard = Estándar
search-more-in = Y { $count } más en la lista de estudios de caso
search-nothing = No se encontró nada. Pruebe con menos palabras o con otras.
# The script of the page puts the number in the place of { $count }.
search-found = Páginas encontradas: { $count }
search-show-more = Mostrar { $count } más
search-broken = La búsqueda no funciona en este momento. Abajo figuran todas las páginas.

## Pages for the author alone

owner-only-interview = Solo usted ve esta página: cada proyecto en una tarjeta, con preguntas que un comité podría hacerle.
owner-only-consent = Solo usted ve esta página: quién aparece dónde, con qué permiso y hasta cuándo.
situation = Situación
task = Tarea
task-kept = Me reservé: { $kept }
action = Acción
no-figure = Aún no hay cifras
may-ask = Qué pueden preguntarle
ask-own-part = ¿Qué hizo usted personalmente?
answer-kept = Me reservé: { $kept }
ask-missed = ¿Por qué no se alcanzó esta meta: { $outcome }?
ask-took-back = ¿Por qué retomó decisiones que había delegado?
ask-unsolved = ¿Qué queda por resolver?
ask-went-wrong = ¿Qué salió mal?
ask-your-doing = ¿Se debe a su trabajo este resultado: { $outcome }?
answer-reported = Diga solo que hubo un cambio: «subió» o «bajó», y «mientras», no «porque».
answer-associated = Diga que cambió más que en otros lugares, y nada más.
answer-contributed = Diga que ayudó, como sostiene la página, y mencione qué más pudo haber ayudado.
answer-caused = Sí, según una comparación justa; diga cuál.
ask-how-sure = ¿Cuánta confianza le merece esa cifra?
consent-register = Quién aparece
consent-shown-as = Se muestra como
consent-permission = Permiso
consent-appears-in = Aparece en
consent-not-shown = no se muestra
consent-until = { $status } (vence: { $date })
consent-testimonials = Testimonios: { $count }
consent-nowhere = en ninguna parte
consent-led = lo tuvo a cargo
consent-accountable = rinde cuentas
consent-team = participó en el trabajo
consent-consulted = se le consultó
consent-informed = se le informó
consent-idea = tuvo la idea
consent-decides = decide
consent-artifact = en un artefacto
consent-quoted = se le cita
consent-checked = revisó la página
withdrawal = Cuando alguien retira su permiso
withdrawal-1 = Escriba status: withdrawn en el apartado consent de esa persona, en people.yaml.
withdrawal-2 = Ejecute leadfolio check. Mostrará cada oración que aún contiene el nombre de esa persona.
withdrawal-3 = Genere el sitio y publíquelo de nuevo.
withdrawal-4 = Genere nuevos PDF y reemplace los que haya enviado. Los buscadores y las cachés dejan de mostrar la versión anterior al cabo de unas semanas, o cuando usted lo solicita.
withdrawal-5 = Si sus archivos están en un repositorio Git, el historial todavía contiene la versión anterior.

## Values of fields

status-proposed = propuesto
status-ongoing = en curso
status-completed = concluido
status-stopped = interrumpido
verdict-met = objetivo cumplido
verdict-partly_met = objetivo cumplido en parte
verdict-not_met = objetivo no cumplido
verdict-too_early = aún es pronto para saberlo
share-email = correo electrónico
idea-leader = por iniciativa mía
idea-delegate = por iniciativa de quienes lo tuvieron a cargo
idea-joint = por iniciativa conjunta
idea-student = por iniciativa de estudiantes
idea-community = por iniciativa de la comunidad
idea-mandate = por exigencia externa
joined-volunteered = por voluntad propia
joined-invited = por invitación
joined-elected = por votación
joined-assigned = por asignación
joined-mixed = en parte por voluntad propia, en parte por invitación
support-time = Tiempo
support-money = Dinero
support-training = Capacitación
support-coaching = Acompañamiento
support-logistics = Logística
support-access = Acceso
support-cover = Suplencias
support-other = Otro apoyo
cadence-daily = todos los días
cadence-weekly = cada semana
cadence-fortnightly = cada dos semanas
cadence-monthly = cada mes
cadence-termly = cada período lectivo
cadence-as_needed = según se necesite
event-decision = decisión
event-milestone = hito
event-check_in = reunión de seguimiento
event-setback = contratiempo
event-handover = traspaso
outcome-quantitative = medido
outcome-qualitative = descrito
better-increase = más alto es mejor
better-decrease = más bajo es mejor
better-maintain = se busca que no cambie
comparison-none = sin comparación
comparison-trend = la tendencia anterior
comparison-prior_cohort = grupos anteriores
comparison-other_group = otro grupo
comparison-matched = un grupo equiparable
comparison-randomised = un grupo elegido al azar
source-survey = encuesta
source-records = registros
source-assessment = evaluación
source-observation = observación
source-log = bitácora
source-interview = entrevista
source-document = documento
collected-self = datos recopilados por mí
collected-delegate = datos recopilados por quienes tuvieron el trabajo a cargo
collected-third_party = datos recopilados por otras personas
claim-reported = solo se informa, sin atribuir una causa
claim-associated = se asocia con el trabajo
claim-contributed = el trabajo contribuyó
claim-caused = el trabajo lo causó
evaluation-guskey-1 = Guskey, nivel 1: reacciones de quienes participaron
evaluation-guskey-2 = Guskey, nivel 2: aprendizaje de quienes participaron
evaluation-guskey-3 = Guskey, nivel 3: apoyo y cambio en la organización
evaluation-guskey-4 = Guskey, nivel 4: uso de los nuevos conocimientos y habilidades
evaluation-guskey-5 = Guskey, nivel 5: resultados de aprendizaje estudiantil
evaluation-kirkpatrick-1 = Kirkpatrick, nivel 1: reacción
evaluation-kirkpatrick-2 = Kirkpatrick, nivel 2: aprendizaje
evaluation-kirkpatrick-3 = Kirkpatrick, nivel 3: comportamiento
evaluation-kirkpatrick-4 = Kirkpatrick, nivel 4: resultados
asked-all = a todas las personas
asked-typical = a un caso típico
asked-random = a quienes se eligió al azar
asked-chosen = a quienes elegí yo
asked-only_one = al único caso
pitfall-unclear_roles = Funciones poco claras
pitfall-reluctance = Reticencia a asumir el liderazgo
pitfall-misalignment = Comunicación descoordinada
pitfall-abdication = Abdicación de responsabilidades
pitfall-overload = Sobrecarga
pitfall-inequity = Inequidad
pitfall-capture = Control en pocas manos
pitfall-dependency = Dependencia de una sola persona
pitfall-scope = Alcance
pitfall-resistance = Resistencia
pitfall-other = Otro
resolved-yes = resuelto
resolved-partly = resuelto en parte
resolved-no = no resuelto
artifact-document = Documento
artifact-data = Datos
artifact-photo = Fotografía
artifact-video = Video
artifact-audio = Audio
artifact-slides = Presentación
artifact-link = Enlace
artifact-student_work = Trabajo estudiantil
redaction-none = no se eliminó nada
redaction-partial = se eliminaron algunos datos personales
redaction-full = se eliminaron todos los datos personales
depicts-students = estudiantes
depicts-staff = personal
depicts-families = familias
depicts-grades = calificaciones
depicts-health = salud
depicts-contact = datos de contacto
release-on_file = en el expediente
release-not_needed = no se necesita
release-missing = falta
release-withdrawn = retirada
permission-given = otorgado
permission-not_asked = no solicitado
permission-refused = denegado
permission-withdrawn = retirado
permission-not_needed = no se necesita
said-spoken = de viva voz
said-letter = carta
said-survey = encuesta
