# Lo que el español de España escribe de otra manera: números e importes.

number-group = .
number-decimal = ,
currency = { $number }{ "\u00A0" }{ $symbol }
currency-USD = US$
