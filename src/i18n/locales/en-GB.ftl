# What English as it is written in Britain has otherwise than American English.

date-day = { $day }{ "\u00A0" }{ $month } { $year }
currency-USD = US$
title-consent = Permissions
credentials = Licences and certificates
on-roll = { $number } pupils on roll
evaluation-guskey-3 = Guskey level 3: organisation support and change
evaluation-kirkpatrick-3 = Kirkpatrick level 3: behaviour
comments-by-mail = Questions or comments? Write to
idea-student = started by pupils
depicts-students = pupils
support-cover = Cover
cadence-fortnightly = every fortnight
