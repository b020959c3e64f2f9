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

catalogue-title = Каталог
catalogue-all = Весь каталог
catalogue-groups = Группы товаров
catalogue-groups-phone = Группы товаров, телефон
catalogue-group-all = Вся группа
catalogue-products = Товары
catalogue-shown = { $n ->
    [one] показан { $n }
    [few] показаны { $n }
   *[many] показано { $n }
}
catalogue-count = { $n ->
    [one] { $n } товар
    [few] { $n } товара
   *[many] { $n } товаров
}
catalogue-contract = Договор № { $number }, «{ $price }»
catalogue-contract-only = Договор № { $number }
catalogue-terms = Договор или вид цены
catalogue-show = Показать
catalogue-as-of = Цены и остатки { $at }
catalogue-vat-included = Цены с НДС.
catalogue-vat-on-top = Цены без НДС, налог сверху.
catalogue-vat-none = Цены без НДС.
catalogue-margin-is = Маржа = (РРЦ − ваша цена) / РРЦ.
catalogue-empty = Здесь пока нет товаров
catalogue-empty-do = Они появятся после обмена с 1С. Посмотрите соседние группы
catalogue-col-product = Товар
catalogue-col-price = Ваша цена
catalogue-col-rrp = РРЦ
catalogue-col-margin = Маржа
catalogue-col-stock = Остаток
catalogue-col-action = Действие
catalogue-stock-plenty = есть
catalogue-stock-few = мало
catalogue-stock-none = нет
catalogue-pick = В черновик
catalogue-pick-what = В черновик: { $what }
catalogue-quantity-of = Количество: { $what }
catalogue-choose = Выбрать
catalogue-variants = { $n ->
    [one] { $n } вариант
    [few] { $n } варианта
   *[many] { $n } вариантов
}
catalogue-article = Артикул { $article }.
catalogue-offer = Цены и наличие
catalogue-description = Описание
catalogue-properties = Свойства
catalogue-picture = Изображение и сведения
catalogue-facts = Сведения
catalogue-unit = Единица
catalogue-weight = Вес
catalogue-kg = { $weight } кг
catalogue-maker = Изготовитель
catalogue-barcode = Штрихкод
catalogue-pack = Отпускаем по { $quantity } { $unit }.
catalogue-withdrawn = Товар снят с продажи
catalogue-withdrawn-do = Дилеры его не видят. Он остаётся в прежних заказах
catalogue-search = Искать в каталоге
catalogue-search-example = Название, артикул или штрихкод
catalogue-search-do = Найти
catalogue-search-corrected = Искали «{ $what }».
catalogue-search-empty = По запросу «{ $what }» ничего нет
catalogue-search-empty-do = Проверьте артикул или назовите товар иначе
