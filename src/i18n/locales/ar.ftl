# كلمات الصفحات وموجز التحديثات وملفات PDF بالعربية الفصحى المعاصرة، كما تُكتب في المدارس الدولية في الخليج والأردن ومصر،
# بالأرقام 0-9 وأسماء الشهور من يناير إلى ديسمبر.
#
# Syntax: https://projectfluent.org/fluent/guide/. A portfolio replaces messages, or adds a language, in
# `content/i18n/LANGUAGE.ftl`. Words in braces are filled in: { $name }.

## Numbers, dates and lists

number-group = ,
number-decimal = .
percent = { $number }%
# $symbol is the sign of the currency, or its code where there is no sign; $number has no minus sign.
currency = { $number }{ "\u00A0" }{ $symbol }
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
currency-SAR = ر.س
currency-AED = د.إ
currency-EGP = ج.م
currency-JOD = د.أ
# $number may have a minus sign, which the noun alone ("نقطتان") would lose: so the digits stay with 1 and 2.
unit-points = { $count ->
    [few] { $number } نقاط
   *[other] { $number } نقطة
}
unit-hours = { $count ->
    [few] { $number } ساعات
   *[other] { $number } ساعة
}
unit-minutes = { $count ->
    [few] { $number } دقائق
   *[other] { $number } دقيقة
}
percentage-points = { $count ->
    [one] نقطة مئوية واحدة
    [two] نقطتان مئويتان
    [few] { $number } نقاط مئوية
   *[other] { $number } نقطة مئوية
}
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
date-day = { $day }{ "\u00A0" }{ $month } { $year }
date-month = { $month } { $year }
# Two items, or the list so far and its last item.
list-last = { $items } و{ $last }
list-separator = { "، " }
list-semicolon = { "؛ " }
period = { $start } – { $end }
period-until-now = منذ { $start }
period-planned = مخطط له: { $period }
duration-days = { $count ->
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
duration-weeks = { $count ->
    [one] أسبوع واحد
    [two] أسبوعان
    [few] { $count } أسابيع
    [many] { $count } أسبوعًا
   *[other] { $count } أسبوع
}
duration-months = { $count ->
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرًا
   *[other] { $count } شهر
}
duration-years = { $count ->
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
   *[other] { $count } سنة
}
duration-years-half = { $count ->
    [one] سنة ونصف
    [two] سنتان ونصف
    [few] { $count } سنوات ونصف
   *[other] { $count } سنة ونصف
}
page-count = { $count ->
    [zero] بلا صفحات
    [one] صفحة واحدة
    [two] صفحتان
    [few] { $count } صفحات
    [many] { $count } صفحة
   *[other] { $count } صفحة
}
pdf-without-tags = بلا وسوم لقارئات الشاشة
file-size-bytes = { $count ->
    [one] بايت واحد
    [two] بايتان
   *[other] { $count } بايت
}
file-size-kb = { $number }{ "\u00A0" }كيلوبايت
file-size-mb = { $number }{ "\u00A0" }ميغابايت
# What stands before a value: "Lesson: …".
label-colon = { $label }:
labeled = { $label }: { $value }

## The frame of every page

skip-link = الانتقال إلى المحتوى
menu-main = القائمة الرئيسية
menu = القائمة
menu-studies = أعمالي
menu-more = صفحات أخرى
language-name = العربية
languages-label = اللغات
body-table = الجدول { $number }
body-footnotes = الحواشي
body-footnote = الحاشية { $number }
body-footnote-back = العودة إلى النص، الحاشية { $number }
body-task-done = منجز
body-task-open = لم ينجز بعد
callout-note = ملاحظة
callout-tip = نصيحة
callout-important = مهم
callout-warning = تحذير
callout-caution = تنبيه
draft-note = لم تُنشر بعد: { $reason }
draft-reason-draft = هذه مسودة
draft-reason-future = تاريخها ({ $date }) لم يحن بعد
sample-note = محتوى خيالي للعرض فقط
share = مشاركة
feed = موجز التحديثات
moved = انتقلت هذه الصفحة إلى عنوان آخر:
breadcrumbs = مسار التنقل
contents = في هذه الصفحة
pages = الصفحات
page-number = الصفحة { $page } من { $pages }
title-with-page = { $title }، الصفحة { $page }
newer = الأحدث
older = الأقدم
previous = السابق
next = التالي
reading-time = مدة القراءة: { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
# How long it takes to read a case study: the story, then the evidence below it.
reading-time-and-evidence = القصة: { $story } د · الشواهد: { $evidence } د
revised = آخر تحديث:
versions = النسخ
version-in-force = الحالية
published-label = تاريخ النشر
revised-label = آخر تحديث
hidden-person = شخص لم يُذكر اسمه

## Titles of generated pages, and what search engines say about them

title-studies = دراسات الحالة
title-approaches = أساليب القيادة
title-overview = نظرة عامة
title-summary = ملخص في صفحة واحدة
title-levels = كيف تغيّرت مستويات التفويض
title-pitfalls = التحديات
title-interview = بطاقات المقابلة
title-consent = الموافقات
title-search = البحث
title-resume = السيرة الذاتية
title-standards = المعايير
title-tags = الوسوم
title-missing = الصفحة غير موجودة
title-pages = الصفحات
title-appendix = الملحق
about-studies = مشاريع من ملف { $owner } أُسندت إلى آخرين: من قادها، وبأي صلاحيات، وما أسفرت عنه.
about-approaches = أساليب { $owner } في القيادة، وما قد يتعثر فيها.
about-overview = متى أُسندت مشاريع { $owner } إلى آخرين، ومن قادها، وبأي صلاحيات.
about-summary = ملف إنجاز { $owner } في صفحة واحدة.
about-levels = متى اتسعت صلاحيات الآخرين في مشاريع { $owner }، ومتى استُعيدت، ولماذا.
about-pitfalls = التحديات في عمل { $owner }، وكيف جرى التعامل معها.
about-search = البحث في ملف إنجاز { $owner }.
about-resume = { $owner }: الخبرات والمؤهلات والتطوير المهني.
about-standards = عمل { $owner } في ضوء كل معيار، مع بيان الثغرات.
about-standard = عمل { $owner } في ضوء { $standard }.
about-tags = موضوعات عمل { $owner }.
about-tag = { $tag }: دراسات حالة من ملف { $owner }.

## Levels of delegation: what each means, in the words of the author

level-name-1 = إبلاغ
level-name-2 = إقناع
level-name-3 = استشارة
level-name-4 = اتفاق
level-name-5 = نصح
level-name-6 = متابعة
level-name-7 = تفويض
level-1 = أقرّر وأبلغهم بالقرار
level-2 = أقرّر وأشرح لهم السبب
level-3 = أستشيرهم ثم أقرّر
level-4 = نقرّر معًا
level-5 = يقرّرون بعد سماع رأيي
level-6 = يقرّرون وأتابع بعد ذلك
level-7 = يقرّرون من دون الرجوع إليّ
# The same where the author was not the one accountable.
level-other-1 = يقرّر المسؤول ويبلغهم بالقرار
level-other-2 = يقرّر المسؤول ويشرح لهم السبب
level-other-3 = يستشيرهم المسؤول ثم يقرّر
level-other-4 = يقرّرون بالاشتراك مع المسؤول
level-other-5 = يقرّرون بعد سماع رأي المسؤول
level-other-6 = يقرّرون ويتابع المسؤول بعد ذلك
level-other-7 = يقرّرون من دون الرجوع إلى المسؤول
level-of-seven = { $level } من 7
level-change = المستوى { $levels } من 7
from-to = { $from } ← { $to }
level-scale = تتدرج المستويات من 1 (أقرّر بنفسي) إلى 7 (يقرّرون من دون الرجوع إليّ). وليس هذا تقييمًا، بل هو المستوى الذي ناسب العمل.

## Case studies

summary = الملخص
problem = المشكلة
led-by = بقيادة
level-label = مستوى التفويض
result = النتيجة
result-target-and-baseline = المستهدف: { $target }. سابقًا: { $baseline }
result-target = المستهدف: { $target }
result-baseline = سابقًا: { $baseline }
result-against-target = { $result } (المستهدف: { $target })
result-from-baseline = { $result } (سابقًا: { $baseline })
metric-up = ارتفاعًا من { $baseline }
metric-down = انخفاضًا من { $baseline }
metric-same = دون تغيير
kept = ما احتفظت به
kept-other = ما احتفظ به المسؤول
status = الحالة
lesson = الدرس المستفاد
the-period = الفترة
the-story = القصة
the-evidence = الشواهد
in-the-story = معروض في القصة
chart-in-story = الرسم البياني ومصدره في القصة
# What the sections of the evidence say in a line while they are closed. `level-then` adds a level to "Level 3".
level-number = المستوى { $level }
level-then = { $levels } ثم { $level }
targets-met = أهداف تحققت: { $count }
targets-missed = أهداف لم تتحقق: { $count }
targets-open = أهداف لم تُقس: { $count }
outcomes-without-target = نتائج بلا هدف: { $count }
decision-count = القرارات: { $count }
lead-count = القيادة: { $count }
team-count = الفريق: { $count }
consulted-count = الاستشارة: { $count }
setback-count = الانتكاسات: { $count }
outcomes = النتائج
who-decided-what = من قرّر ماذا
they-could = صلاحياتهم
limits = الحدود
support = الدعم
step-in = ما يستدعي تدخّلي
step-in-other = ما يستدعي تدخّل المسؤول
levels-over-time = كيف تغيّر المستوى
people = المشاركون
idea = مصدر الفكرة
accountable = المسؤول عن النتيجة
raci-who = الاسم
raci-responsible = التنفيذ: القيام بالعمل
raci-accountable = المسؤولية: تحمّل مسؤولية النتيجة
raci-consulted = الاستشارة: إبداء الرأي
raci-informed = الإحاطة: الاطلاع على المستجدات
communication = التواصل
check-ins = لقاءات المتابعة
channels = قنوات التواصل
raising-problems = كيف تُرفع المشكلات إليّ
raising-problems-other = كيف تُرفع المشكلات إلى المسؤول
shared-record = السجل المشترك
minutes = { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
timeline = التسلسل الزمني
work-began = بدء العمل
work-ended = انتهاء العمل
work-stopped = توقف العمل
logic-model = النموذج المنطقي
logic-inputs = المدخلات
logic-activities = الأنشطة
logic-outputs = المخرجات
logic-outcomes = النتائج
logic-impact = الأثر
logic-assumptions = الافتراضات
challenges = التحديات
response = المعالجة
standards = المعايير
artifacts = الشواهد
voices = ماذا يقول الآخرون
checked = من راجع هذه الصفحة
checked-intro = قرأ هذه الصفحة وأكّد صحة ما فيها:
approaches = أساليب القيادة
tags = الوسوم
related = دراسات حالة ذات صلة
case-study-count = { $count ->
    [zero] لا دراسات حالة
    [one] دراسة حالة واحدة
    [two] دراستا حالة
    [few] { $count } دراسات حالة
   *[other] { $count } دراسة حالة
}

## Figures

measure-before = قبل
measure-after = بعد
change-up = ارتفاع قدره { $difference }
change-down = انخفاض قدره { $difference }
change-none = لا تغيير
change-from = { $change } (سابقًا: { $baseline })
target-colon = المستهدف { $target }:
target-met = تحقق
target-missed = لم يتحقق
target-unknown = لا يوجد مستهدف للمقارنة
outcome-direction = الهدف
goal-by = { $goal }، حتى { $date }
outcome-population = من شملهم القياس
outcome-method = كيف عرفنا ذلك
outcome-selection = كيف جرى اختيارهم
outcome-when = التاريخ
outcome-measured = القياس
measured-times = { $count ->
    [few] { $count } مرات
    [many] { $count } مرة
   *[other] { $count } مرة
} من { $from } إلى { $to }
measure-precision = عند عدد { $n } تغيّر حالة واحدة هذا الرقم بما لا يزيد على { $points }.
outcome-compared = المقارنة
compared-figures = { $group }: { $before } سابقًا، و{ $after } لاحقًا
outcome-source = المصدر
outcome-claim = ما أستنتجه
outcome-evaluation = التقييم
outcome-side-effect = أثر جانبي
not-intended = غير مقصود
outcome-caveats = ما ينبغي مراعاته
short-before = قبل: { $value }
short-before-unknown = قبل: غير مسجّل
short-after = بعد: { $value }
short-claim = الاستنتاج: { $claim }
sample-size = العدد: { $n }
sample-range = العدد: من { $low } إلى { $high }
decision = القرار
decided-by = من يقرّر
decision-limit = الحد: { $limit }
artifact = شاهد
made-by = إعداد: { $name }
release-form = نموذج الموافقة على النشر: { $status }
terms-of-use = شروط الاستخدام: { $terms }
captions = التسميات التوضيحية
transcript = التفريغ النصي
download = تنزيل
opens-elsewhere = يفتح موقع { $host }، وله سياسة خصوصية مستقلة.

## Charts

chart-before = قبل: { $value }
chart-before-and-after = قبل وبعد { $value }
chart-before-unknown = قبل: غير مسجّل
chart-after = بعد: { $value }
chart-target = المستهدف: { $value }
chart-keep = الإبقاء على { $value }
chart-same-as-result = { $label } = النتيجة
chart-comparison = مجموعة المقارنة: من { $before } إلى { $after }
chart-range = { $label }: من { $before } إلى { $after }
chart-over-time = { $title } عبر الزمن: { $points }
chart-point = { $value } في { $date }
chart-scale = المقياس من { $low } إلى { $high }
chart-described = { $title }: { $description }
chart-timeline = { $count ->
    [one] مشروع واحد
    [two] مشروعان
    [few] { $count } مشاريع
    [many] { $count } مشروعًا
   *[other] { $count } مشروع
} من { $from } إلى { $to }؛ والقائمة أدناه تتضمن المعلومات نفسها
chart-status-proposed = { $title } (مقترح)
chart-status-ongoing = { $title } (قيد التنفيذ)
chart-status-stopped = { $title } (متوقف)
qr-code = رمز QR للعنوان { $address }

## Home page and lists

featured = دراسات حالة مختارة
all-case-studies = جميع دراسات الحالة ({ $count })
read-studies = { $count ->
    [one] قراءة دراسة الحالة
   *[other] قراءة دراسات الحالة
}
evidence-coverage = أدلة على { $covered } من { $of } معايير
how-i-work = أسلوبي في القيادة
studies-none = لا توجد دراسات حالة بعد.
studies-intro = { $count ->
    [one] مشروع واحد أسندته إلى آخرين.
    [two] مشروعان أسندتهما إلى آخرين، الأحدث أولًا، سواء بلغا الهدف أم لا.
    [few] { $count } مشاريع أسندتها إلى آخرين، الأحدث أولًا، ولا يُستثنى منها ما توقف أو لم يبلغ هدفه.
    [many] { $count } مشروعًا أسندتها إلى آخرين، الأحدث أولًا، ولا يُستثنى منها ما توقف أو لم يبلغ هدفه.
   *[other] { $count } مشروع أسندتها إلى آخرين، الأحدث أولًا، ولا يُستثنى منها ما توقف أو لم يبلغ هدفه.
}
approaches-intro = أساليبي في القيادة، مع أمثلة عليها.
approaches-none = لا توجد أساليب بعد.
tags-none = لا توجد وسوم بعد.
tag-intro = { $count ->
    [one] دراسة حالة واحدة تحمل هذا الوسم.
    [two] دراستا حالة تحملان هذا الوسم.
    [few] { $count } دراسات حالة تحمل هذا الوسم.
   *[other] { $count } دراسة حالة تحمل هذا الوسم.
}
missing-intro = لا شيء على هذا العنوان. ربما نُقلت الصفحة.
to-home = الانتقال إلى الصفحة الرئيسية

## Approaches

also-called = يُعرف أيضًا باسم { $names }
pitfalls = المحاذير
guard = كيفية تجنّبه
leader-keeps = ما أحتفظ به
ask-first = أسئلة ينبغي طرحها أولًا
sources = المصادر
how-used = كيف طبّقت هذا الأسلوب؟
related-approaches = أساليب ذات صلة
came-up-in = { $count ->
    [one] ظهر في دراسة الحالة الوحيدة، { $resolved ->
        [zero] ولم يُحلّ
       *[other] وحُلّ
    }.
   *[other] ظهر في { $met ->
        [one] دراسة حالة واحدة
        [two] دراستي حالة
        [few] { $met } دراسات حالة
       *[other] { $met } دراسة حالة
    } من أصل { $count ->
        [two] اثنتين
       *[other] { $count }
    }، { $resolved ->
        [zero] ولم يُحلّ
        [one] وحُلّ في واحدة
        [two] وحُلّ في اثنتين
       *[other] وحُلّ في { $resolved }
    }.
}
used-summary = { $studies } ({ $states })
state-count = { $state }: { $count }

## Overview, levels and challenges

overview-intro = متى نُفّذت المشاريع، ومن قادها، وبأي صلاحيات.
overview-when = الجدول الزمني
overview-how-much = مدى صلاحيات الآخرين في القرار
accountable-unless = المسؤول عن النتيجة، ما لم يُذكر خلاف ذلك: { $who }
decisions = القرارات
and-more = { $count ->
    [one] وواحدة أخرى
    [two] واثنتان أخريان
   *[other] و{ $count } أخرى
}
levels-intro = ليس هذا تقييمًا: يرتفع المستوى حين يسير العمل على ما يرام، وينخفض حين يحتاج إليّ أكثر.
pitfalls-intro = ما تعثّر، وكيف تعاملت معه، وهل أجدى ذلك.
came-up = { $count ->
    [one] ظهر هذا التحدي مرة واحدة
    [two] ظهر هذا التحدي مرتين
    [few] ظهر هذا التحدي { $count } مرات
   *[other] ظهر هذا التحدي { $count } مرة
}، { $resolved ->
    [zero] ولم يُحلّ
    [one] وحُلّ مرة واحدة
    [two] وحُلّ مرتين
    [few] وحُلّ { $resolved } مرات
   *[other] وحُلّ { $resolved } مرة
}
guard-from = من أسلوب
pitfall-what = ما حدث
pitfall-resolved = هل حُلّ؟
not-stated = غير مذكور

## Standards

standards-intro = أين توجد أدلة كل معيار، مع بيان الثغرات.
standards-none = لم يُختر أي إطار للمعايير.
standard-unit = المعيار
required-by = متطلبات { $program }
no-study-yet = لا توجد دراسة حالة بعد
none-yet = لا يوجد بعد
none = لا يوجد
cited-without-evidence = مذكور من دون دليل
outcome-count = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
   *[other] { $count } نتيجة
}
artifact-count = { $count ->
    [zero] لا شواهد
    [one] شاهد واحد
    [two] شاهدان
    [few] { $count } شواهد
    [many] { $count } شاهدًا
   *[other] { $count } شاهد
}
evidence-outcome = نتيجة
evidence-artifact = شاهد
evidence-of = الشواهد: { $name }
evidence-cited-on = مذكور في:
evidence-none = لم تُرفق أدلة بعد.
evidence-by-year = الأدلة حسب السنة
evidence-mark = دليل
evidence-gap = فارغ: لا شيء بعد
evidence-column = الأدلة
evidence-list = الأدلة بالتفصيل
evidence-count = { $count ->
    [zero] لا أدلة
    [one] دليل واحد
    [two] دليلان
    [few] { $count } أدلة
    [many] { $count } دليلاً
   *[other] { $count } دليل
}
requirement-met = مستوفى: { $state }
requirement-missing = غير مستوفى: { $state }
requirement-artifacts = الشواهد: { $count } من { $least }
requirement-narrative = الشرح متوفر
requirement-narrative-none = لا يوجد شرح
requirement-narrative-words = عدد كلمات الشرح: { $words } (المطلوب: { $range })
range-between = من { $min } إلى { $max }
range-at-least = { $min } على الأقل
range-at-most = { $max } على الأكثر
close-to = معايير قريبة: { $standards }.
replaced-by = حلّ محلّه { $framework }
later-edition = إصدار أحدث
own-titles = العناوين بصياغتنا
read-standard = الاطلاع على المعايير
not-cited = لا توجد بعد دراسة حالة تشير إلى هذا المعيار.
coverage = المعايير المدعومة بأدلة: { $covered } من { $of }.
coverage-gaps = المعايير المدعومة بأدلة: { $covered } من { $of }. ولا توجد أدلة بعد على: { $gaps }.

## Résumé

experience = الخبرات المهنية
education = المؤهلات العلمية
credentials = الرخص والشهادات المهنية
learning = التطوير المهني
awards = الجوائز
publications = المنشورات
skills = المهارات
service = خدمة المجتمع
languages = اللغات
on-roll = عدد الطلبة: { $number }
name-changed = الاسم مستعار
expired-on = انتهت الصلاحية في { $date }
valid-until = الصلاحية حتى { $date }
hours = { $count ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $number } ساعات
   *[other] { $number } ساعة
}
json-resume = JSON Resume

## Packs, summary, book

pack-reading-time = مدة قراءة جميع دراسات الحالة: { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
available-until = متاح حتى { $date }
pack-empty = لا توجد دراسة حالة منشورة في هذه المجموعة.
address = عنوان الموقع
pack-address = هذه المجموعة المختارة من دراسات الحالة على الويب:
full-portfolio = ملف الإنجاز الكامل والأدلة:
book-contents = المحتويات

## Comments

comments = التعليقات
comments-on-github = التعليقات محفوظة على GitHub ويعرضها موقع { $host }. ولعرضها يتصل متصفحك بالموقعين، فيظهر لهما عنوان IP الخاص بك. ولكتابة تعليق يلزم تسجيل الدخول بحساب GitHub، وسيظهر اسم حسابك.
comments-on-server = التعليقات محفوظة على { $host }. ولعرضها يتصل متصفحك بهذا الخادم، فيظهر له عنوان IP الخاص بك. وكل ما يُكتب هناك يراه الجميع.
comments-show = عرض التعليقات من { $host }
comments-need-script = تحتاج التعليقات إلى JavaScript.
comments-loading = جارٍ التحميل…
comments-unavailable = لا يستجيب { $host } حاليًا. يُرجى المحاولة لاحقًا.
# An email address stands between these two.
comments-by-mail = لديك سؤال أو تعليق؟ البريد الإلكتروني:
comments-permission = لا يُنشر شيء من دون إذنك.

## Search

search-for = البحث عن
search-any = الكل
filter-kind = النوع
filter-status = الحالة
filter-year = السنة
filter-approach = أسلوب القيادة
filter-standard = المعيار
kind-study = دراسة حالة
kind-approach = أسلوب قيادة
kind-page = صفحة
kind-standard = معيار
search-more-in = { $count ->
    [one] وواحدة أخرى
    [two] واثنتان أخريان
   *[other] و{ $count } أخرى
} في قائمة دراسات الحالة
search-nothing = لا توجد نتائج. يمكن تجربة كلمات أقل أو كلمات أخرى.
# The script of the page puts the number in the place of { $count }.
search-found = عدد الصفحات: { $count }
search-show-more = عرض المزيد ({ $count })
search-broken = البحث لا يعمل حاليًا. جميع الصفحات مدرجة أدناه.

## Pages for the author alone

owner-only-interview = هذه الصفحة لا يراها غيرك: بطاقة لكل مشروع، مع أسئلة قد تطرحها اللجنة.
owner-only-consent = هذه الصفحة لا يراها غيرك: من يظهر، وأين، وبأي موافقة، وحتى متى.
situation = الموقف
task = المهمة
task-kept = احتفظت بما يلي: { $kept }
action = الإجراء
no-figure = لا يوجد رقم بعد
may-ask = أسئلة محتملة
ask-own-part = ماذا فعلت بنفسك؟
answer-kept = احتفظت بما يلي: { $kept }
ask-missed = { $outcome }: لماذا لم يتحقق المستهدف؟
ask-took-back = لماذا استعدت بعض صلاحيات القرار؟
ask-unsolved = ما الذي لم يُحلّ بعد؟
ask-went-wrong = ما الذي تعثّر؟
ask-your-doing = { $outcome }: هل كان عملك سببًا في ذلك؟
answer-reported = يكفي القول إن الأمر تغيّر: «ارتفع» أو «انخفض»، و«بالتزامن مع» لا «بسبب».
answer-associated = يصح القول إن التغيّر كان أكبر مما حدث في أماكن أخرى، لا أكثر.
answer-contributed = يصح القول إن المشروع أسهم في ذلك كما توضح الصفحة، مع ذكر ما قد يكون أسهم أيضًا.
answer-caused = الجواب نعم، مع ذكر مجموعة المقارنة.
ask-how-sure = ما مدى ثقتك بهذا الرقم؟
consent-register = من يظهر في ملف الإنجاز
consent-shown-as = الاسم المعروض
consent-permission = الموافقة
consent-appears-in = مواضع الظهور
consent-not-shown = لا يُعرض
consent-until = { $status }، حتى { $date }
consent-testimonials = شهادات وآراء: { $count }
consent-nowhere = لا يوجد
consent-led = قيادة
consent-accountable = مسؤولية عن النتيجة
consent-team = مشاركة في العمل
consent-consulted = استشارة
consent-informed = إحاطة
consent-idea = طرح الفكرة
consent-decides = اتخاذ القرار
consent-artifact = ظهور في شاهد
consent-quoted = اقتباس
consent-checked = مراجعة الصفحة
withdrawal = عند سحب الموافقة
withdrawal-1 = كتابة status: withdrawn ضمن consent لهذا الشخص في people.yaml.
withdrawal-2 = تشغيل leadfolio check، فهو يعرض كل جملة لا يزال الاسم فيها.
withdrawal-3 = بناء الموقع ونشره من جديد.
withdrawal-4 = إعداد ملفات PDF جديدة بدلًا من كل ما سبق إرساله. وعادة ما تختفي الصفحات القديمة من محركات البحث والذاكرات المؤقتة خلال أسابيع، أو قبل ذلك عند الطلب.
withdrawal-5 = إذا كانت الملفات في مستودع Git، فالنسخة القديمة باقية في سجله.

## Values of fields

status-proposed = مقترح
status-ongoing = قيد التنفيذ
status-completed = مكتمل
status-stopped = متوقف
verdict-met = تحقق الهدف
verdict-partly_met = تحقق الهدف جزئيًا
verdict-not_met = لم يتحقق الهدف
verdict-too_early = الحكم سابق لأوانه
share-email = البريد الإلكتروني
idea-leader = بمبادرة مني
idea-delegate = بمبادرة من قادة المشروع
idea-joint = بمبادرة مشتركة
idea-student = بمبادرة من الطلبة
idea-community = بمبادرة من المجتمع المحلي
idea-mandate = بتكليف من جهة خارجية
joined-volunteered = تطوعًا
joined-invited = بدعوة
joined-elected = بالانتخاب
joined-assigned = بالتكليف
joined-mixed = بعضهم تطوّع وبعضهم دُعي
support-time = الوقت
support-money = التمويل
support-training = التدريب
support-coaching = التوجيه الفردي
support-logistics = الترتيبات اللوجستية
support-access = إتاحة الوصول
support-cover = تغطية الحصص
support-other = دعم آخر
cadence-daily = يوميًا
cadence-weekly = أسبوعيًا
cadence-fortnightly = كل أسبوعين
cadence-monthly = شهريًا
cadence-termly = كل فصل دراسي
cadence-as_needed = عند الحاجة
event-decision = قرار
event-milestone = محطة رئيسية
event-check_in = لقاء متابعة
event-setback = تعثّر
event-handover = تسليم المسؤولية
outcome-quantitative = نتيجة كمية
outcome-qualitative = نتيجة نوعية
better-increase = زيادة
better-decrease = خفض
better-maintain = ثبات
comparison-none = من دون مقارنة
comparison-trend = الاتجاه السابق
comparison-prior_cohort = دفعات سابقة
comparison-other_group = مجموعة أخرى
comparison-matched = مجموعة متكافئة
comparison-randomised = مجموعة مختارة عشوائيًا
source-survey = استبانة
source-records = سجلات
source-assessment = تقييم
source-observation = ملاحظة مباشرة
source-log = سجل متابعة
source-interview = مقابلة
source-document = وثيقة
collected-self = توليت جمع البيانات بنفسي
collected-delegate = تولى قادة المشروع جمع البيانات
collected-third_party = تولت جهة أخرى جمع البيانات
claim-reported = تغيّر مرصود، من دون تحديد سببه
claim-associated = تغيّر مرتبط بالمشروع
claim-contributed = أسهم فيه المشروع
claim-caused = نتج عن المشروع
evaluation-guskey-1 = نموذج Guskey، المستوى 1: ردود فعل المشاركين
evaluation-guskey-2 = نموذج Guskey، المستوى 2: تعلّم المشاركين
evaluation-guskey-3 = نموذج Guskey، المستوى 3: دعم المؤسسة وتغيّرها
evaluation-guskey-4 = نموذج Guskey، المستوى 4: تطبيق المعارف والمهارات الجديدة
evaluation-guskey-5 = نموذج Guskey، المستوى 5: نواتج تعلّم الطلبة
evaluation-kirkpatrick-1 = نموذج Kirkpatrick، المستوى 1: رد الفعل
evaluation-kirkpatrick-2 = نموذج Kirkpatrick، المستوى 2: التعلّم
evaluation-kirkpatrick-3 = نموذج Kirkpatrick، المستوى 3: السلوك
evaluation-kirkpatrick-4 = نموذج Kirkpatrick، المستوى 4: النتائج
asked-all = شُمل الجميع
asked-typical = حالة نموذجية
asked-random = عشوائيًا
asked-chosen = باختياري
asked-only_one = الحالة الوحيدة المتاحة
pitfall-unclear_roles = عدم وضوح الأدوار
pitfall-reluctance = التردد في تولي المسؤولية
pitfall-misalignment = ضعف التنسيق في التواصل
pitfall-abdication = التفويض بلا متابعة
pitfall-overload = كثرة الأعباء
pitfall-inequity = عدم الإنصاف
pitfall-capture = هيمنة قلة
pitfall-dependency = الاعتماد على شخص واحد
pitfall-scope = نطاق العمل
pitfall-resistance = مقاومة التغيير
pitfall-other = أمر آخر
resolved-yes = حُلّ
resolved-partly = حُلّ جزئيًا
resolved-no = لم يُحلّ
artifact-document = وثيقة
artifact-data = بيانات
artifact-photo = صورة
artifact-video = فيديو
artifact-audio = تسجيل صوتي
artifact-slides = عرض تقديمي
artifact-link = رابط
artifact-student_work = من أعمال الطلبة
redaction-none = لم يُحذف شيء
redaction-partial = حُذفت بعض البيانات الشخصية
redaction-full = حُذفت جميع البيانات الشخصية
depicts-students = طلبة
depicts-staff = موظفون
depicts-families = أسر
depicts-grades = درجات
depicts-health = معلومات صحية
depicts-contact = بيانات اتصال
release-on_file = محفوظ في الملف
release-not_needed = غير مطلوب
release-missing = غير متوفر
release-withdrawn = مسحوب
permission-given = مُنحت
permission-not_asked = لم تُطلب
permission-refused = رُفضت
permission-withdrawn = سُحبت
permission-not_needed = غير مطلوبة
said-spoken = شفهيًا
said-letter = رسالة
said-survey = استبانة
