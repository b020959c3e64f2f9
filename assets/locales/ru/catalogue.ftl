# Каталог: цены, замечания к строкам, страницы.

catalogue-finding-removed = Больше не продаётся. Уберите строку или замените товар
catalogue-finding-no-price = Нет цены по вашему договору. Спросите менеджера
catalogue-finding-currency = Цена в другой валюте: { $currency }. Спросите менеджера
catalogue-finding-not-positive = Укажите количество больше нуля
catalogue-finding-too-large = Слишком большое количество
catalogue-finding-pack = Отпускаем по { $step }. Ближайшее количество — { $nearest }
catalogue-finding-no-vat = Ставка НДС для этой отгрузки не задана. Спросите менеджера
catalogue-finding-unfinished = Выбрано не всё. Закончите расчёт
catalogue-finding-impossible = Так изготовить нельзя. Откройте расчёт: он предложит ближайшее
catalogue-finding-model-moved = Цены и правила изделия обновились. Пересчитайте строку
catalogue-configure = Рассчитать
catalogue-made-to-order = Делаем под заказ: выберите размеры и комплектацию, цена появится сразу.
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
catalogue-margin-is-dealer = Маржа дилера = (РРЦ − цена дилера) / РРЦ.
catalogue-empty = Здесь пока нет товаров
catalogue-empty-do = Они появятся после обмена с 1С. Посмотрите соседние группы
catalogue-col-product = Товар
catalogue-col-price = Ваша цена
catalogue-col-price-dealer = Цена дилера
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
catalogue-drafts = Черновики
catalogue-to-draft = К черновику, { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}
catalogue-offers = Найдено по запросу «{ $what }»
catalogue-offers-all = Показать в каталоге все { $n }
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
catalogue-stock-where = Остатки по складам
catalogue-facts = Сведения
catalogue-unit = Единица
catalogue-weight = Вес
catalogue-kg = { $weight } кг
catalogue-maker = Изготовитель
catalogue-barcode = Штрихкод
catalogue-pack = Отпускаем по { $quantity } { $unit }.
catalogue-withdrawn = Товар снят с продажи
catalogue-withdrawn-do = Дилеры его не видят. Он остаётся в прежних заказах
catalogue-withdrawn-take = Товар больше не продаём. Ниже — что заказать взамен.
catalogue-instead = Замена
catalogue-search = Искать в каталоге
catalogue-search-example = Название, артикул или штрихкод
catalogue-search-do = Найти
catalogue-search-corrected = Искали «{ $what }».
catalogue-search-empty = По запросу «{ $what }» ничего нет
catalogue-search-empty-do = Проверьте артикул или назовите товар иначе

# Ставки НДС.
catalogue-vat-title = Ставки НДС
catalogue-vat-about = Ставку выбирают по дню отгрузки: новый закон — это новая строка, а не правка старой.
catalogue-vat-fixed = В отправленных заказах ставка закреплена. Черновики пересчитаются сами.
catalogue-vat-add = Добавить ставку
catalogue-vat-new = Новая ставка НДС
catalogue-vat-next = Сменить
catalogue-vat-remove = Убрать
catalogue-vat-save = Сохранить ставку
catalogue-vat-cancel = Отмена
catalogue-vat-now = Действует
catalogue-vat-coming = Ждёт своего дня
catalogue-vat-past = Прошла
catalogue-vat-col-seller = Продавец
catalogue-vat-col-when = Состояние
catalogue-vat-col-class = Товары
catalogue-vat-col-way = Куда продаёт
catalogue-vat-col-days = Дни отгрузки
catalogue-vat-col-rate = Ставка
catalogue-vat-field-regime = Налоговый режим
catalogue-vat-field-from = Действует с
catalogue-vat-days = { $from } — { $last }
catalogue-vat-days-open = с { $from }
catalogue-vat-regime-general = общий режим
catalogue-vat-regime-simplified5 = УСН, ставка 5 %
catalogue-vat-regime-simplified7 = УСН, ставка 7 %
catalogue-vat-regime-exempt = без НДС
catalogue-vat-class-standard = основная ставка
catalogue-vat-class-reduced = пониженная ставка
catalogue-vat-class-zero = ставка 0 %
catalogue-vat-class-exempt = без НДС
catalogue-vat-home = внутри страны
catalogue-vat-export = за границу
catalogue-vat-sales = { $country }, { $regime }, { $class }, { $way }
catalogue-vat-regime-hint = Режим своего юрлица. УСН бывает только в России
catalogue-vat-class-hint = Пониженная — товары, у которых в 1С ставка до 10 %
catalogue-vat-from-hint = День отгрузки. Прежняя ставка закончится накануне
catalogue-vat-choose = Выберите из списка
catalogue-vat-rate-wrong = Ставка — от 0 до 99,99 %
catalogue-vat-from-wrong = День — не раньше 2000 года и не позже чем через 10 лет
catalogue-vat-regime-wrong = Такого режима в этой стране нет. Выберите общий
catalogue-vat-begun = Эта ставка уже действует, убрать её нельзя. Добавьте новую или исправьте: укажите тот же день
catalogue-vat-many = Ставок слишком много. Новая не сохранена
catalogue-vat-saved = НДС { $rate } с { $day }: { $sales }
catalogue-vat-history = Кто и что менял
catalogue-vat-history-empty = Ставки пока такие, с какими кабинет поставлен.
catalogue-event-vat-added = НДС { $rate } с { $day }: { $sales }
catalogue-event-vat-corrected = НДС с { $day } исправлен, теперь { $rate }: { $sales }
catalogue-event-vat-removed = НДС { $rate } с { $day } убран: { $sales }

catalogue-filter-from = Цена от
catalogue-filter-to = Цена до
catalogue-filter-rrp-from = РРЦ от
catalogue-filter-rrp-to = РРЦ до
catalogue-filter-stock = Есть на складе
catalogue-price-negative = Цена не бывает меньше нуля
catalogue-price-range = Цена «до» меньше цены «от»
catalogue-fit = { $n ->
    [one] подходит { $n } товар
    [few] подходит { $n } товара
   *[many] подходит { $n } товаров
  }
catalogue-none-fit = Под отбор ничего не подходит
catalogue-none-fit-do = Измените цену или уберите «Есть на складе»
catalogue-looked = Просмотрено { $n } товаров, дальше не искали. Выберите группу или уточните поиск
catalogue-list-do = Прайс-лист
catalogue-list-file = Прайс-лист
catalogue-list-as-of = Цены и остатки на { $at }
catalogue-list-article = Артикул
catalogue-list-unit = Ед.
catalogue-list-pack = Кратность
catalogue-list-by-size = по размерам
catalogue-list-price = Ваша цена
catalogue-list-currency = Валюта
catalogue-list-barcode = Штрихкод
catalogue-list-cut = В прайс-листе первые { $n } строк, остальные не вошли. Выберите группу, чтобы получить её целиком
catalogue-file = Товары
catalogue-file-about = Товары этого отбора в том же порядке и с теми же столбцами
catalogue-file-total = Итого товаров: { $n }. Есть на складе: { $there }
catalogue-weight-kg = Вес, кг
catalogue-margin-sum = Маржа, сумма
catalogue-sort-best = Сначала самое подходящее
catalogue-said-search = поиск «{ $what }»
catalogue-said-from = цена от { $price }
catalogue-said-to = цена до { $price }
catalogue-said-rrp-from = РРЦ от { $price }
catalogue-said-rrp-to = РРЦ до { $price }
catalogue-picked-some = Отмеченные товары
catalogue-pick-all = В черновик
catalogue-pick-all-about = По одной упаковке каждого
catalogue-fit-there = { $n ->
    [one] подходит { $n } товар
    [few] подходит { $n } товара
   *[many] подходит { $n } товаров
  }, есть на складе: { $there }
