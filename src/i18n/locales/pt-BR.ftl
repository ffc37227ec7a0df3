# Os textos das páginas geradas, dos feeds e dos PDFs em português do Brasil, com o tratamento por “você”.
#
# Sintaxe: https://projectfluent.org/fluent/guide/. Um portfólio substitui mensagens, ou acrescenta um idioma, em
# `content/i18n/IDIOMA.ftl`. O que está entre chaves é preenchido: { $name }.

## Números, datas e listas

number-group = .
number-decimal = ,
percent = { $number }%
# $symbol é o símbolo da moeda, ou o código dela quando não há símbolo; $number não tem sinal de menos.
currency = { $symbol }{ "\u00A0" }{ $number }
currency-by-code = { $code }{ "\u00A0" }{ $number }
currency-BRL = R$
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
    [one] { $number } ponto
   *[other] { $number } pontos
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
    [one] { $number } ponto percentual
   *[other] { $number } pontos percentuais
}
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
# “1º de agosto de 2024”: por isso $day precisa ser um número.
date-day = { $day ->
    [1] 1º
   *[other] { $day }
}{ "\u00A0" }de { $month } de { $year }
date-month = { $month } de { $year }
# Dois itens, ou a lista até aqui e seu último item.
list-last = { $items } e { $last }
list-separator = { ", " }
list-semicolon = { "; " }
period = { $start } a { $end }
period-until-now = desde { $start }
period-planned = previsto para { $period }
duration-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}
duration-weeks = { $count ->
    [one] { $count } semana
   *[other] { $count } semanas
}
duration-months = { $count ->
    [one] { $count } mês
   *[other] { $count } meses
}
duration-years = { $count ->
    [one] { $count } ano
   *[other] { $count } anos
}
duration-years-half = { $count ->
    [one] { $count } ano e meio
   *[other] { $count } anos e meio
}
page-count = { $count ->
    [one] { $count } página
   *[other] { $count } páginas
}
pdf-without-tags = sem marcações para leitores de tela
file-size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
file-size-kb = { $number }{ "\u00A0" }kB
file-size-mb = { $number }{ "\u00A0" }MB
# O que vem antes de um valor: “Aprendizado: …”.
label-colon = { $label }:
labeled = { $label }: { $value }

## A moldura de todas as páginas

skip-link = Pular para o conteúdo
menu-main = Menu principal
menu = Menu
menu-studies = Trabalho
menu-more = Mais páginas
language-name = Português
languages-label = Idiomas
body-table = Tabela { $number }
body-footnotes = Notas de rodapé
body-footnote = Nota { $number }
body-footnote-back = Voltar ao texto, nota { $number }
body-task-done = feito
body-task-open = a fazer
callout-note = Nota
callout-tip = Dica
callout-important = Importante
callout-warning = Aviso
callout-caution = Cuidado
draft-note = Página ainda não publicada: { $reason }
draft-reason-draft = é um rascunho
draft-reason-future = a data ({ $date }) ainda não chegou
sample-note = Conteúdo fictício de exemplo
share = Compartilhar
feed = Feed
moved = Esta página mudou de endereço:
breadcrumbs = Trilha de navegação
contents = Nesta página
pages = Páginas
page-number = Página { $page } de { $pages }
title-with-page = { $title }, página { $page }
newer = Mais recentes
older = Mais antigos
previous = Anterior
next = Próximo
reading-time = { $minutes ->
    [one] { $minutes } min de leitura
   *[other] { $minutes } min de leitura
}
# Depois vem uma data, com ou sem o dia.
# How long it takes to read a case study: the story, then the evidence below it.
reading-time-and-evidence = { $story } min de relato · { $evidence } min de evidências
revised = última atualização:
versions = Versões
version-in-force = atual
published-label = Publicação
revised-label = Última atualização
hidden-person = uma pessoa não citada pelo nome

## Títulos das páginas geradas e o que os buscadores dizem delas

title-studies = Estudos de caso
title-approaches = Abordagens
title-overview = Visão geral
title-summary = Resumo em uma página
title-levels = Como os níveis mudaram
title-pitfalls = Desafios
title-interview = Fichas para a entrevista
title-consent = Autorizações
title-search = Busca
title-resume = Currículo
title-standards = Padrões profissionais
title-tags = Temas
title-missing = Página não encontrada
title-pages = Páginas
title-appendix = Apêndice
about-studies = Projetos que { $owner } confiou a outras pessoas: quem liderou, com quanta autonomia e com que resultados.
about-approaches = Como { $owner } lidera e o que pode dar errado.
about-overview = Quando { $owner } confiou projetos a outras pessoas, quem liderou e com quanta autonomia.
about-summary = O portfólio de { $owner } em uma página.
about-levels = Quando { $owner } deixou outras pessoas decidirem mais, quando retomou decisões e por quê.
about-pitfalls = Os desafios no trabalho de { $owner } e como foram enfrentados.
about-search = Busque no portfólio de { $owner }.
about-resume = Experiência, formação acadêmica e continuada de { $owner }.
about-standards = Como o trabalho de { $owner } atende a cada padrão profissional, incluindo as lacunas.
about-standard = Como o trabalho de { $owner } atende a { $standard }.
about-tags = Os temas do trabalho de { $owner }.
about-tag = { $tag }: estudos de caso de { $owner }.

## Níveis de delegação: o que significa cada um, nas palavras de quem escreve

level-name-1 = Comunicar
level-name-2 = Convencer
level-name-3 = Consultar
level-name-4 = Concordar
level-name-5 = Aconselhar
level-name-6 = Acompanhar
level-name-7 = Delegar
level-1 = Decido e comunico
level-2 = Decido e explico por quê
level-3 = Decido depois de consultar
level-4 = Decidimos em conjunto
level-5 = Delego a decisão e aconselho
level-6 = Delego a decisão e acompanho
level-7 = Delego a decisão por completo
# O mesmo, quando quem escreve não era a pessoa que respondia pelo resultado.
level-other-1 = A gestão decide e comunica
level-other-2 = A gestão decide e explica por quê
level-other-3 = A gestão decide depois de consultar
level-other-4 = A decisão é tomada em conjunto com a gestão
level-other-5 = A gestão delega a decisão e aconselha
level-other-6 = A gestão delega a decisão e acompanha
level-other-7 = A gestão delega a decisão por completo
level-of-seven = { $level } de 7
level-change = Nível { $levels } de 7
from-to = { $from } → { $to }
level-scale = Os níveis vão de 1 (eu decido) a 7 (delego a decisão por completo). Isto não é uma nota: é o nível adequado ao trabalho.

## Estudos de caso

summary = Resumo
problem = O problema
led-by = Liderado por
level-label = Nível de delegação
result = Resultado
result-target-and-baseline = Meta: { $target }. Antes: { $baseline }
result-target = Meta: { $target }
result-baseline = Antes: { $baseline }
result-against-target = { $result } (meta: { $target })
result-from-baseline = { $result } (antes: { $baseline })
metric-up = acima do valor anterior ({ $baseline })
metric-down = abaixo do valor anterior ({ $baseline })
metric-same = como antes
kept = O que ficou comigo
kept-other = O que ficou com a gestão
status = Situação
lesson = O que aprendi
the-period = Período
the-story = O relato
the-evidence = As evidências
in-the-story = Está no relato
chart-in-story = O gráfico e a fonte estão no relato
# What the sections of the evidence say in a line while they are closed. `level-then` adds a level to "Level 3".
level-number = Nível { $level }
level-then = { $levels }, depois { $level }
targets-met = { $count ->
    [one] { $count } meta atingida
   *[other] { $count } metas atingidas
}
targets-missed = { $count ->
    [one] { $count } meta não atingida
   *[other] { $count } metas não atingidas
}
targets-open = { $count ->
    [one] { $count } meta não medida
   *[other] { $count } metas não medidas
}
outcomes-without-target = { $count ->
    [one] { $count } resultado sem meta
   *[other] { $count } resultados sem meta
}
decision-count = { $count ->
    [one] { $count } decisão
   *[other] { $count } decisões
}
lead-count = { $count ->
    [one] liderado por { $count } pessoa
   *[other] liderado por { $count } pessoas
}
team-count = { $count } na equipe
consulted-count = consultas: { $count }
setback-count = { $count ->
    [one] { $count } contratempo
   *[other] { $count } contratempos
}
outcomes = Resultados
who-decided-what = Quem decidiu o quê
they-could = O que podiam decidir
limits = Limites
support = Apoio
step-in = Quando eu interviria
step-in-other = Quando a gestão interviria
levels-over-time = Como o nível mudou
people = Pessoas
idea = De quem foi a ideia
accountable = Responde pelo resultado
raci-who = Quem
raci-responsible = Responsável: quem fez o trabalho
raci-accountable = Autoridade: quem responde pelo resultado
raci-consulted = Consulta: quem deu opinião
raci-informed = Informação: quem recebeu informações sobre o andamento
communication = Comunicação
check-ins = Reuniões de acompanhamento
channels = Canais
raising-problems = Como os problemas chegam até mim
raising-problems-other = Como os problemas chegam à gestão
shared-record = Registro compartilhado
minutes = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
timeline = Linha do tempo
work-began = Início do trabalho
work-ended = Fim do trabalho
work-stopped = Interrupção do trabalho
logic-model = Modelo lógico
logic-inputs = Insumos
logic-activities = Atividades
logic-outputs = Produtos
logic-outcomes = Resultados
logic-impact = Impacto
logic-assumptions = Pressupostos
challenges = Desafios
response = O que foi feito
standards = Padrões profissionais
artifacts = Materiais
voices = O que dizem outras pessoas
checked = Quem revisou esta página
checked-intro = Estas pessoas leram a página e confirmaram que o conteúdo está correto:
approaches = Abordagens
tags = Temas
related = Estudos de caso relacionados
case-study-count = { $count ->
    [one] { $count } estudo de caso
   *[other] { $count } estudos de caso
}

## Números

measure-before = Antes
measure-after = Depois
change-up = Aumento de { $difference }
change-down = Queda de { $difference }
change-none = Sem mudança
change-from = { $change } (antes: { $baseline })
target-colon = Meta de { $target }:
target-met = atingida
target-missed = não atingida
target-unknown = sem meta para comparar
outcome-direction = Objetivo
goal-by = { $goal }, até { $date }
outcome-population = Grupo considerado
outcome-method = Como sabemos
outcome-selection = Como foi feita a escolha
outcome-when = Data
outcome-measured = Medição
measured-times = { $count } vezes, de { $from } a { $to }
measure-precision = Com { $n } casos contados, um só muda este número em até { $points }.
outcome-compared = Comparação
compared-figures = { $group }: { $before } antes, { $after } depois
outcome-source = Fonte
outcome-claim = O que afirmo
outcome-evaluation = Avaliação
outcome-side-effect = Efeito colateral
not-intended = Não intencional
outcome-caveats = Ressalvas
short-before = Antes: { $value }
short-before-unknown = Antes: não registrado
short-after = Depois: { $value }
short-claim = Afirmação: { $claim }
sample-size = n = { $n }
sample-range = n = de { $low } a { $high }
decision = Decisão
decided-by = Quem decide
decision-limit = Limite: { $limit }
artifact = Material
made-by = Autoria: { $name }
release-form = Termo de autorização: { $status }
terms-of-use = Condições de uso: { $terms }
captions = Legendas
transcript = Transcrição
download = Baixar
opens-elsewhere = Abre { $host }, que tem regras de privacidade próprias.

## Gráficos

chart-before = { $value } antes
chart-before-and-after = { $value } antes e depois
chart-before-unknown = valor inicial não registrado
chart-after = { $value } depois
chart-target = meta de { $value }
chart-keep = manter em { $value }
chart-same-as-result = { $label } = resultado
chart-comparison = grupo de comparação de { $before } a { $after }
chart-range = { $label }: de { $before } a { $after }
chart-over-time = { $title }, ao longo do tempo: { $points }
chart-point = { $value } em { $date }
chart-scale = Escala de { $low } a { $high }
chart-described = { $title }: { $description }
chart-timeline = { $count ->
    [1] Um projeto de { $from } a { $to }; a lista abaixo traz as mesmas informações
   *[other] { $count } projetos de { $from } a { $to }; a lista abaixo traz as mesmas informações
}
chart-status-proposed = { $title } (proposto)
chart-status-ongoing = { $title } (em andamento)
chart-status-stopped = { $title } (interrompido)
qr-code = QR code de { $address }

## Página inicial e listas

featured = Estudos de caso em destaque
all-case-studies = Todos os estudos de caso ({ $count })
read-studies = { $count ->
    [1] Ler o estudo de caso
   *[other] Ler os estudos de caso
}
evidence-coverage = Evidências para { $covered } de { $of } padrões
how-i-work = Como eu lidero
studies-none = Ainda não há estudos de caso.
studies-intro = { $count ->
    [1] Um projeto que confiei a outras pessoas.
   *[other] { $count } projetos que confiei a outras pessoas, do mais recente ao mais antigo. A lista inclui os que foram interrompidos ou não atingiram o objetivo.
}
approaches-intro = Minhas abordagens de liderança, com exemplos.
approaches-none = Ainda não há abordagens.
tags-none = Ainda não há temas.
tag-intro = { $count ->
    [one] { $count } estudo de caso sobre este tema.
   *[other] { $count } estudos de caso sobre este tema.
}
missing-intro = Não há nada neste endereço. Talvez a página tenha mudado de lugar.
to-home = Ir para a página inicial

## Abordagens

also-called = Também chamada de { $names }
pitfalls = Riscos
guard = Como evitar
leader-keeps = O que fica comigo
ask-first = Perguntas a fazer antes
sources = Fontes
how-used = Como usei esta abordagem?
related-approaches = Abordagens relacionadas
came-up-in = Surgiu em { $met } de { $count ->
    [one] { $count } estudo de caso
   *[other] { $count } estudos de caso
}; { $resolved ->
    [0] não foi resolvido em nenhum
   *[other] foi resolvido em { $resolved }
}.
used-summary = { $studies } ({ $states })
state-count = { $state }: { $count }

## Visão geral, níveis e desafios

overview-intro = Quando o trabalho aconteceu, quem liderou e com quanta autonomia.
overview-when = Linha do tempo
overview-how-much = Quanta autonomia as pessoas tiveram
accountable-unless = Responde pelo resultado, salvo indicação em contrário: { $who }
decisions = Decisões
and-more = e mais { $count }
levels-intro = Isto não é uma nota. O nível sobe quando o trabalho vai bem e desce quando precisa mais de mim.
pitfalls-intro = O que deu errado, como reagi e se isso ajudou.
came-up = { $count ->
    [1] Surgiu uma vez
    [2] Surgiu duas vezes
   *[other] Surgiu { $count } vezes
}, { $resolved ->
    [0] não foi resolvido
    [1] foi resolvido uma vez
    [2] foi resolvido duas vezes
   *[other] foi resolvido { $resolved } vezes
}
guard-from = da abordagem
pitfall-what = O que aconteceu
pitfall-resolved = Foi resolvido?
not-stated = sem informação

## Padrões profissionais

standards-intro = Onde encontrar as evidências de cada padrão, incluindo as lacunas.
standards-none = Nenhum referencial foi escolhido.
standard-unit = padrão
required-by = Exigência de { $program }
no-study-yet = ainda sem estudo de caso
none-yet = nenhuma ainda
none = nenhuma
cited-without-evidence = citado, sem evidência
outcome-count = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
artifact-count = { $count ->
    [one] { $count } material
   *[other] { $count } materiais
}
evidence-outcome = resultado
evidence-artifact = material
evidence-of = Materiais: { $name }
evidence-cited-on = Citado em:
evidence-none = Ainda não há evidências vinculadas.
evidence-by-year = Evidências por ano
evidence-mark = evidência
evidence-gap = vazio: ainda nenhuma
evidence-column = Evidências
evidence-list = As evidências
evidence-count = { $count ->
    [one] { $count } evidência
   *[other] { $count } evidências
}
requirement-met = Completo: { $state }
requirement-missing = Incompleto: { $state }
requirement-artifacts = { $count } de { $least ->
    [one] { $least } material
   *[other] { $least } materiais
}
requirement-narrative = explicação incluída
requirement-narrative-none = sem explicação
requirement-narrative-words = explicação de { $words } palavras ({ $range })
range-between = de { $min } a { $max }
range-at-least = no mínimo { $min }
range-at-most = no máximo { $max }
close-to = Semelhante a { $standards }.
replaced-by = substituído por { $framework }
later-edition = uma edição posterior
own-titles = títulos com redação própria
read-standard = Consultar os padrões
not-cited = Nenhum estudo de caso cita este padrão ainda.
coverage = Com evidências: { $covered } de { $of }.
coverage-gaps = Com evidências: { $covered } de { $of }. Ainda sem evidências: { $gaps }.

## Currículo

experience = Experiência profissional
education = Formação acadêmica
credentials = Habilitações e certificações
learning = Formação continuada
awards = Prêmios
publications = Publicações
skills = Competências
service = Serviço à comunidade
languages = Idiomas
on-roll = { $number } estudantes
name-changed = nome fictício
expired-on = venceu em { $date }
valid-until = validade até { $date }
hours = { $count ->
    [one] { $number } hora
   *[other] { $number } horas
}
json-resume = JSON Resume

## Seleções, resumo, livro

pack-reading-time = { $minutes } min para ler todos os estudos de caso
available-until = disponível até { $date }
pack-empty = Nenhum estudo de caso desta seleção está publicado.
address = Endereço na web
pack-address = Esta seleção de estudos de caso na web:
full-portfolio = Portfólio completo e evidências:
book-contents = Sumário

## Comentários

comments = Comentários
comments-on-github = Os comentários ficam guardados no GitHub e são exibidos por { $host }. Para exibi-los, seu navegador se conecta aos dois, que verão seu endereço IP. Para comentar, entre com sua conta do GitHub; seu nome no GitHub será exibido.
comments-on-server = Os comentários ficam guardados em { $host }. Para exibi-los, seu navegador se conecta a esse servidor, que verá seu endereço IP. O que você escrever ali ficará visível para todo mundo.
comments-show = Mostrar comentários de { $host }
comments-need-script = Os comentários precisam de JavaScript.
comments-loading = Carregando…
comments-unavailable = { $host } não está respondendo. Tente de novo mais tarde.
# Entre estas duas frases fica um endereço de e-mail.
comments-by-mail = Dúvidas ou comentários? Escreva para
comments-permission = Nada é publicado sem a sua autorização.

## Busca

search-for = Buscar
search-any = Qualquer
filter-kind = Tipo
filter-status = Situação
filter-year = Ano
filter-approach = Abordagem
filter-standard = Padrão
kind-study = Estudo de caso
kind-approach = Abordagem
kind-page = Página
kind-standard = Padrão
search-more-in = E mais { $count } na lista de estudos de caso
search-nothing = Nada encontrado. Tente com menos palavras ou com outras.
# O script da página põe o número no lugar de { $count }.
search-found = Páginas encontradas: { $count }
search-show-more = Mostrar mais { $count }
search-broken = A busca não está funcionando no momento. Todas as páginas estão na lista abaixo.

## Páginas só para quem escreve o portfólio

owner-only-interview = Só você vê esta página: uma ficha por projeto, com perguntas que a comissão de seleção pode fazer.
owner-only-consent = Só você vê esta página: quem aparece onde, com que autorização e até quando.
situation = Situação
task = Tarefa
task-kept = Ficou comigo: { $kept }
action = Ação
no-figure = Ainda não há número
may-ask = O que podem perguntar
ask-own-part = O que você fez pessoalmente?
answer-kept = Ficou comigo: { $kept }
ask-missed = { $outcome }: por que a meta não foi atingida?
ask-took-back = Por que você retomou decisões?
ask-unsolved = O que ainda não foi resolvido?
ask-went-wrong = O que deu errado?
ask-your-doing = { $outcome }: essa mudança se deve ao seu trabalho?
answer-reported = Diga apenas que houve mudança. Use “subiu” ou “caiu”, e “enquanto” em vez de “porque”.
answer-associated = Diga que a mudança foi maior do que em outros lugares, e nada além disso.
answer-contributed = Diga que o trabalho ajudou, como explica a página, e cite o que mais pode ter ajudado.
answer-caused = Diga que sim e cite o grupo de comparação.
ask-how-sure = Até que ponto esse número é confiável?
consent-register = Quem aparece
consent-shown-as = Aparece como
consent-permission = Autorização
consent-appears-in = Aparece em
consent-not-shown = sem identificação
consent-until = { $status }, até { $date }
consent-testimonials = Depoimentos: { $count }
consent-nowhere = em lugar nenhum
consent-led = liderou
consent-accountable = responde pelo resultado
consent-team = participou do trabalho
consent-consulted = deu opinião
consent-informed = recebeu informações
consent-idea = teve a ideia
consent-decides = decide
consent-artifact = aparece em um material
consent-quoted = tem uma fala citada
consent-checked = revisou a página
withdrawal = Quando alguém retira a autorização
withdrawal-1 = Escreva status: withdrawn no campo consent dessa pessoa, em people.yaml.
withdrawal-2 = Execute leadfolio check. O comando lista todas as frases que ainda contêm o nome dela.
withdrawal-3 = Gere o site e publique-o de novo.
withdrawal-4 = Gere novos PDFs e substitua os que você já enviou. Os buscadores e os caches costumam descartar páginas antigas em algumas semanas, ou antes, a pedido.
withdrawal-5 = Se os seus arquivos estão em um repositório Git, o histórico ainda contém a versão antiga.

## Valores dos campos

status-proposed = proposto
status-ongoing = em andamento
status-completed = concluído
status-stopped = interrompido
verdict-met = objetivo atingido
verdict-partly_met = objetivo atingido em parte
verdict-not_met = objetivo não atingido
verdict-too_early = ainda é cedo para dizer
share-email = e-mail
idea-leader = iniciativa minha
idea-delegate = iniciativa de quem liderou
idea-joint = iniciativa conjunta
idea-student = iniciativa de estudantes
idea-community = iniciativa da comunidade
idea-mandate = exigência externa
joined-volunteered = por vontade própria
joined-invited = a convite
joined-elected = por eleição
joined-assigned = por designação
joined-mixed = em parte por vontade própria, em parte a convite
support-time = Tempo
support-money = Dinheiro
support-training = Formação
support-coaching = Mentoria
support-logistics = Logística
support-access = Acesso
support-cover = Substituição em sala de aula
support-other = Outro apoio
cadence-daily = todos os dias
cadence-weekly = toda semana
cadence-fortnightly = a cada duas semanas
cadence-monthly = todo mês
cadence-termly = a cada período letivo
cadence-as_needed = quando necessário
event-decision = decisão
event-milestone = marco
event-check_in = reunião de acompanhamento
event-setback = contratempo
event-handover = passagem de responsabilidade
outcome-quantitative = medido
outcome-qualitative = descrito
better-increase = aumentar
better-decrease = diminuir
better-maintain = manter estável
comparison-none = sem comparação
comparison-trend = a tendência anterior
comparison-prior_cohort = grupos anteriores
comparison-other_group = outro grupo
comparison-matched = um grupo de perfil semelhante
comparison-randomised = um grupo escolhido por sorteio
source-survey = questionário
source-records = registros
source-assessment = avaliação
source-observation = observação
source-log = diário de bordo
source-interview = entrevista
source-document = documento
collected-self = dados coletados por mim
collected-delegate = dados coletados por quem liderou o trabalho
collected-third_party = dados coletados por terceiros
claim-reported = apenas relatado, sem apontar causa
claim-associated = associado ao trabalho
claim-contributed = o trabalho contribuiu
claim-caused = causado pelo trabalho
evaluation-guskey-1 = Guskey, nível 1: reações de quem participou
evaluation-guskey-2 = Guskey, nível 2: aprendizagem de quem participou
evaluation-guskey-3 = Guskey, nível 3: apoio e mudança na organização
evaluation-guskey-4 = Guskey, nível 4: uso dos novos conhecimentos e habilidades
evaluation-guskey-5 = Guskey, nível 5: resultados de aprendizagem dos estudantes
evaluation-kirkpatrick-1 = Kirkpatrick, nível 1: reação
evaluation-kirkpatrick-2 = Kirkpatrick, nível 2: aprendizagem
evaluation-kirkpatrick-3 = Kirkpatrick, nível 3: comportamento
evaluation-kirkpatrick-4 = Kirkpatrick, nível 4: resultados
asked-all = todas as pessoas
asked-typical = um caso típico
asked-random = por sorteio
asked-chosen = por mim
asked-only_one = o único caso disponível
pitfall-unclear_roles = Papéis pouco claros
pitfall-reluctance = Receio de assumir a liderança
pitfall-misalignment = Comunicação desalinhada
pitfall-abdication = Delegação sem acompanhamento
pitfall-overload = Sobrecarga
pitfall-inequity = Falta de equidade
pitfall-capture = Controle nas mãos de poucas pessoas
pitfall-dependency = Dependência de uma só pessoa
pitfall-scope = Escopo
pitfall-resistance = Resistência
pitfall-other = Outro desafio
resolved-yes = resolvido
resolved-partly = resolvido em parte
resolved-no = não resolvido
artifact-document = Documento
artifact-data = Dados
artifact-photo = Fotografia
artifact-video = Vídeo
artifact-audio = Áudio
artifact-slides = Apresentação
artifact-link = Link
artifact-student_work = Trabalho de estudantes
redaction-none = nada foi removido
redaction-partial = alguns dados pessoais foram removidos
redaction-full = todos os dados pessoais foram removidos
depicts-students = estudantes
depicts-staff = equipe
depicts-families = famílias
depicts-grades = notas
depicts-health = saúde
depicts-contact = dados de contato
release-on_file = arquivado
release-not_needed = não é necessário
release-missing = não consta
release-withdrawn = revogado
permission-given = concedida
permission-not_asked = não solicitada
permission-refused = recusada
permission-withdrawn = retirada
permission-not_needed = não é necessária
said-spoken = oralmente
said-letter = carta
said-survey = questionário
