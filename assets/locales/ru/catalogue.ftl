# Каталог: цены, замечания к строкам, страницы.

catalogue-finding-removed = Больше не продаётся. Уберите строку или замените товар
catalogue-finding-no-price = Нет цены по вашему договору. Спросите менеджера
catalogue-finding-currency = Цена в другой валюте: { $currency }. Спросите менеджера
catalogue-finding-not-positive = Укажите количество больше нуля
catalogue-finding-too-large = Слишком большое количество
catalogue-finding-pack = Отпускаем по { $step }. Ближайшее количество — { $nearest }
catalogue-finding-no-vat = Ставка НДС для этой отгрузки не задана. Спросите менеджера
catalogue-no-margin-price = Нет цены
catalogue-no-margin-rrp = Нет РРЦ
catalogue-no-margin-currencies = Цена и РРЦ в разных валютах
catalogue-no-margin-vat = Цена без НДС, РРЦ с НДС
catalogue-no-margin-some = Не у всех строк есть маржа
