# Изделия под заказ: расчёт, модели, таблицы.

configurator-title = Изделия под заказ
configurator-about = Что можно выбрать в изделии, какие варианты не сочетаются и сколько стоит каждый. Черновик модели видят только администраторы, дилеры считают по опубликованной.
configurator-catalogue = Каталог
configurator-drafts = Черновики
configurator-article = Артикул { $article }
configurator-in-draft = Новая строка черновика «{ $draft }»
configurator-in-line = Черновик «{ $draft }», строка { $n }
configurator-in-order = Новая строка заказа { $order }
configurator-in-order-line = Заказ { $order }, строка { $n }
configurator-orders = Заказы
configurator-change = Изменение заказа
configurator-mm = мм
configurator-m = м
configurator-m2 = м²

configurator-choices = Параметры
configurator-calculate = Рассчитать
configurator-choose = Выберите
configurator-no-colour = Без цвета
configurator-optional = { $name }, по желанию
configurator-limits = от { $min } до { $max }
configurator-limits-from = от { $min }
configurator-limits-to = до { $max }
configurator-limits-step = , шаг { $step }
configurator-without = без «{ $name }»
configurator-faults = { $n ->
    [one] Не читается { $n } поле
    [few] Не читаются { $n } поля
   *[many] Не читается { $n } полей
  }
configurator-missing = Осталось выбрать: { $names }. Неполный расчёт можно сохранить в черновик и закончить позже
configurator-near = Ближайшее, что можно изготовить:
configurator-nothing-near = Рядом ничего подходящего нет. Начните с размеров или спросите менеджера.
configurator-why-limits = { $name }: можно { $limits }
configurator-why-count = { $name }: выбрано слишком мало или слишком много
configurator-why-unknown = { $name }: такого варианта больше нет
configurator-why-long = { $name }: слишком длинный текст
configurator-why-matrix = Изделие таких размеров не делаем
configurator-why-requires = { $name }: здесь подходит только { $values }
configurator-why-excludes = { $name }: здесь нельзя { $values }
configurator-why-between = { $name }: здесь можно от { $min } до { $max }
configurator-why-least = { $name }: здесь можно не меньше { $min }
configurator-why-most = { $name }: здесь можно не больше { $max }
configurator-drawing = Эскиз
configurator-drawing-mm = Размеры в мм
configurator-drawing-label = Эскиз: { $width } × { $height } мм, створок: { $leaves }
configurator-summary = Что получится
configurator-papers = Документы
configurator-variants = Варианты
configurator-copy = Скопировать вариант
configurator-variant = Вариант { $n }
configurator-variant-open = Открыт
configurator-variant-opens = Открыть вариант { $n }
configurator-variant-this = этот расчёт
configurator-same = отличий нет
configurator-drop = Убрать вариант
configurator-state-incomplete = выбрано не всё
configurator-state-impossible = так изготовить нельзя
configurator-col-variant = Вариант
configurator-col-difference = Отличие
configurator-col-price = Ваша цена
configurator-col-rrp = РРЦ
configurator-col-action = Действие
configurator-price = Цена
configurator-price-of = Ваша цена за 1 { $unit }
configurator-price-dealer-of = Цена дилера за 1 { $unit }
configurator-rrp = РРЦ
configurator-margin = Маржа
configurator-how = Как сложилась цена
configurator-how-total = Итого за одно изделие
configurator-how-rrp = Как сложилась РРЦ
configurator-line = { $quantity } { $unit }, к оплате
configurator-vat = в том числе НДС
configurator-unpriced = Для этого вида цен модель не заполнена. Спросите менеджера
configurator-no-contract = В черновике не выбран договор: цены пока нет
configurator-terms = Договор или вид цены
configurator-show = Показать
configurator-days = { $n ->
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
   *[many] { $n } рабочих дней
  }
configurator-weight = Вес { $weight } кг.
configurator-volume = Объём { $volume } м³.
configurator-quantity = Количество
configurator-add = Добавить в черновик
configurator-save-line = Сохранить строку
configurator-save-unfinished = Сохранить как неполное
configurator-finish-first = Заказ с этой строкой можно отправить, когда выбрано всё.
configurator-mend-first = Заказ с этой строкой не уйдёт: так изготовить нельзя.
configurator-take-into-change = Взять в изменение
configurator-add-to-order = Добавить в заказ
configurator-leave = К изменению заказа
configurator-finish-first-order = Взять можно, когда выбрано всё.
configurator-mend-first-order = Так изготовить нельзя. Выберите ближайшее из предложенного.
configurator-terms-moved = Условия договора с тех пор изменились: цены для этого заказа нет. Спросите менеджера
configurator-step-least = минимум { $size } × { $price }
configurator-step-percent = { $percent } % от { $of }
configurator-step-table = по таблице { $width } × { $height } мм
configurator-step-linear = между размерами таблицы, { $width } × { $height } мм
configurator-step-share = ваша цена — { $percent } % от { $of }
configurator-moved = Модель изделия обновилась: № { $old } → № { $new }
configurator-moved-price = Ваша цена за штуку: { $old } → { $new }
configurator-moved-rrp = РРЦ: { $old } → { $new }
configurator-moved-lost = Больше нельзя выбрать: { $names }
configurator-moved-do = В черновике пока прежний расчёт. Сохраните строку, чтобы взять новый.
configurator-moved-do-order = В заказе остаётся прежняя комплектация по прежней модели. Новая считается по нынешней.

configurator-empty = Изделий под заказ пока нет
configurator-empty-do = Укажите товар из каталога, чтобы создать его модель.
configurator-begin = Новая модель
configurator-begin-product = Товар
configurator-begin-hint = Артикул или полное название
configurator-begin-do = Начать
configurator-no-product = Товара «{ $typed }» в каталоге нет. Проверьте артикул или название
configurator-col-product = Изделие
configurator-col-state = Состояние
configurator-col-edition = Модель
configurator-col-changed = Изменена
configurator-col-published = Опубликована
configurator-col-table = Таблица
configurator-col-holds = Что в ней
configurator-col-rows = Строк
configurator-col-row = Строка
configurator-col-what = Что исправить
configurator-is-withdrawn = снято
configurator-is-ahead = есть правки
configurator-is-published = опубликовано
configurator-is-draft = черновик
configurator-changed = Изменена { $at }, { $by }
configurator-as-buyer = Как видит дилер
configurator-preview = Попробовать
configurator-preview-is = Проба черновика модели: дилеры его не видят, заказать нельзя
configurator-before = До публикации исправьте
configurator-model = Модель
configurator-history = История
configurator-history-empty = Изменений пока нет
configurator-publication = Публикация
configurator-not-sound = { $n ->
    [one] Опубликовать пока нельзя: { $n } замечание.
    [few] Опубликовать пока нельзя: { $n } замечания.
   *[many] Опубликовать пока нельзя: { $n } замечаний.
  }
configurator-ready = Замечаний нет. После публикации дилеры считают по модели № { $edition }; в открытых черновиках покажем разницу, заказы не изменятся.
configurator-nothing-new = Дилеры считают по модели № { $edition }, правок после неё нет.
configurator-note = Что изменилось
configurator-note-hint = Для истории: видно только сотрудникам
configurator-publish = Опубликовать модель № { $edition }
configurator-published = Модель № { $edition } опубликована
configurator-withdraw = Снять с продажи под заказ
configurator-withdrawn = Изделие снято с продажи под заказ
configurator-workbook = Модель в XLSX
configurator-workbook-about = Скачайте книгу, исправьте и загрузите обратно. Если в ней есть ошибки, покажем лист и строку и ничего не изменим.
configurator-workbook-take = Скачать XLSX
configurator-workbook-file = Книга XLSX
configurator-workbook-bring = Проверить и загрузить
configurator-no-file = Выберите файл XLSX
configurator-uploaded = Модель загружена. Попробуйте её и опубликуйте
configurator-uploaded-same = В книге то же, что опубликовано
configurator-upload-refused = { $n ->
    [one] Книга не загружена: { $n } замечание
    [few] Книга не загружена: { $n } замечания
   *[many] Книга не загружена: { $n } замечаний
  }
configurator-upload-kept = Прежний черновик модели остался как был.
configurator-upload-findings = Что исправить в книге
configurator-editions = Опубликованные модели
configurator-edition = № { $n }
configurator-edition-take = Скачать модель № { $n }
configurator-current = действует
configurator-refusal-moved = Модель изменили, пока вы на неё смотрели. Откройте её заново
configurator-refusal-variants = У товара есть варианты из 1С. Модель делают для товара без вариантов
configurator-refusal-published = Эта модель уже опубликована
configurator-refusal-defects = В модели есть замечания, опубликовать её нельзя
configurator-event-begun = Начата модель изделия «{ $product }»
configurator-event-changed = Изменён черновик модели «{ $product }»
configurator-event-published = Опубликована модель № { $edition } изделия «{ $product }»
configurator-event-withdrawn = Изделие «{ $product }» снято с продажи под заказ
configurator-cell = Строка { $row }, столбец { $column } { $head }
configurator-table-more = Пустые строки не сохраняются. Нужно больше строк — сохраните: добавим ещё пять.
configurator-table-save = Сохранить таблицу
configurator-table-leave = Не сохранять
configurator-table-saved = { $n ->
    [one] Сохранена { $n } строка
    [few] Сохранены { $n } строки
   *[many] Сохранено { $n } строк
  }
configurator-elsewhere = Сначала исправьте другие таблицы
configurator-table-saved-without = Сохранено. Из таблиц цен убраны столбцы: { $names }
configurator-table-unread = { $n ->
    [one] Таблица не сохранена: { $n } замечание
    [few] Таблица не сохранена: { $n } замечания
   *[many] Таблица не сохранена: { $n } замечаний
  }

configurator-sheet-parameters = Параметры
configurator-sheet-values = Значения
configurator-sheet-rules = Правила
configurator-sheet-columns = Виды цен
configurator-sheet-parts = Цены
configurator-sheet-matrices = Матрицы
configurator-sheet-facts = Свойства
configurator-sheet-drawing = Эскиз
configurator-sheet-texts = Переводы
configurator-head-code = Код
configurator-head-name = Название
configurator-head-section = Раздел
configurator-head-kind = Вид
configurator-head-required = Обязательный
configurator-head-from = От
configurator-head-to = До
configurator-head-step = Шаг
configurator-head-unit = Единица
configurator-head-initial = По умолчанию
configurator-head-hint = Подсказка
configurator-head-parameter = Параметр
configurator-head-colour = Цвет
configurator-head-sketch = Эскиз
configurator-head-when = Условие
configurator-head-effect = Действие
configurator-head-of = О чём
configurator-head-values = Значения
configurator-head-why = Пояснение
configurator-head-price-type = Вид цены
configurator-head-share-of = Доля от вида
configurator-head-percent = Процент
configurator-head-by = Способ
configurator-head-measure = По чему
configurator-head-minimum = Не меньше
configurator-head-base = Основа
configurator-head-what = Что
configurator-head-figure = Сколько
configurator-head-width = Ширина
configurator-head-height = Высота
configurator-head-leaves = Створки
configurator-head-frame-colour = Цвет
configurator-head-text = Текст
configurator-head-english = По-английски
configurator-word-one = один из
configurator-word-many = несколько
configurator-word-colour = цвет
configurator-word-number = число
configurator-word-size = размер
configurator-word-text = текст
configurator-word-yes = да
configurator-word-no = нет
configurator-word-requires = требует
configurator-word-excludes = исключает
configurator-word-limits = ограничивает
configurator-word-fixed = сумма
configurator-word-piece = за штуку
configurator-word-area = за м²
configurator-word-length = за метр
configurator-word-percent-base = процент от основы
configurator-word-percent-all = процент от всего
configurator-word-matrix = матрица
configurator-word-up = до следующего
configurator-word-linear = линейно
configurator-word-weight = вес
configurator-word-volume = объём
configurator-word-days = срок
configurator-word-paper = документ
configurator-about-parameters = Что выбирает покупатель. Вид: один из, несколько, цвет, число, размер (мм), текст. Код — буквы и цифры, им пользуются другие таблицы.
configurator-about-values = Из чего выбирают. Цвет — #rrggbb. Эскиз — створки слева направо: «-» глухая, < и > поворотные, ^ откидная, ( и ) поворотно-откидные, = полка.
configurator-about-rules = Условие: код=значение,значение; код<>значение; код>число. Пустое — всегда. Действие: требует, исключает, ограничивает. «О чём»: код, ширина*высота (м²) или 2*ширина+2*высота (м).
configurator-about-columns = Виды цен из 1С, которые знает модель. Без доли — свои цены в таблицах, с долей — процент от другого вида.
configurator-about-parts = Из чего складывается цена, сверху вниз. Способ: сумма, за штуку, за м², за метр, процент от основы, процент от всего, матрица.
configurator-about-matrices = Блок: матрица, код, вид цены, параметр ширины, параметр высоты, правило (до следующего или линейно), шаг округления в рублях. Ниже — ширины, затем строки: высота и цены. Пустая ячейка — такое не делаем.
configurator-about-facts = Вес в кг, объём в м³, срок в рабочих днях, нужные документы.
configurator-about-drawing = Коды параметров: ширина, высота, створки и цвет рамы.
configurator-about-texts = Тексты модели и их английский вариант. Без перевода покажем русский текст. Сначала сохраните остальные таблицы.
configurator-texts-done = Переведено { $n } из { $all }

configurator-read-no-sheet = Листа нет. Скачайте книгу заново и не меняйте названия листов
configurator-read-rows = Больше { $n } строк
configurator-read-figure = «{ $typed }»: { $why }
configurator-read-flag = «{ $typed }»: напишите «да» или «нет»
configurator-read-condition = Условие «{ $typed }» не читается: пишите код=значение или код>число
configurator-read-kind = Вида «{ $typed }» нет: один из, несколько, цвет, число, размер, текст
configurator-read-colour = Цвет «{ $typed }» не читается: нужен вид #rrggbb
configurator-read-measure = «{ $typed }» не читается: пишите код, ширина*высота или 2*ширина+2*высота
configurator-read-effect = Действия «{ $typed }» нет: требует, исключает, ограничивает
configurator-read-price-type = Вида цены «{ $typed }» нет среди загруженных из 1С
configurator-read-figure-column = Столбец «{ $typed }» — не вид цены этой модели
configurator-read-by = Способа «{ $typed }» нет: сумма, за штуку, за м², за метр, процент от основы, процент от всего, матрица
configurator-read-matrix-head = Первая строка должна начинаться словом «матрица»
configurator-read-lookup = Правила «{ $typed }» нет: до следующего или линейно
configurator-read-mark = Размер «{ $typed }»: нужны целые миллиметры больше нуля
configurator-read-beyond = Цена правее последней ширины
configurator-read-matrix-other = Матрица «{ $code }»: для всех видов цен нужны те же стороны и правило, каждый вид — один раз
configurator-read-what = «{ $typed }» не знаем: вес, объём, срок, документ
configurator-read-one-row = Нужна одна строка
configurator-read-english = Перевод длиннее { $most } знаков
configurator-defect-many = Строк не может быть больше { $n }
configurator-defect-no-parameters = Нет ни одного параметра
configurator-defect-no-parts = Нет ни одной строки цен
configurator-defect-code = Код «{ $code }»: нужны буквы, цифры, до 40 знаков
configurator-defect-name = Название или пояснение: от 1 до { $n } знаков
configurator-defect-twice = «{ $code }» встречается дважды
configurator-defect-no-values = У параметра нет значений
configurator-defect-no-list = У этого вида параметра не бывает значений
configurator-defect-initial = «{ $code }» не подходит: такого значения нет
configurator-defect-figure = Число отрицательное или слишком большое
configurator-defect-limits = «От» больше, чем «до»
configurator-defect-limits-none = Заполните «от» и «до»
configurator-defect-millimetres = Размер — целые миллиметры
configurator-defect-unknown = Параметра «{ $code }» нет
configurator-defect-unknown-value = У параметра «{ $code }» нет значения «{ $value }»
configurator-defect-unknown-matrix = Матрицы «{ $code }» нет
configurator-defect-not-listed = У параметра «{ $code }» нет списка значений
configurator-defect-no-value-named = Назовите значения параметра «{ $code }»
configurator-defect-not-figure = «{ $code }» — не число и не размер
configurator-defect-not-size = «{ $code }» — не размер
configurator-defect-no-measure = Не указано, что измерять
configurator-defect-itself = Правило о «{ $code }» зависит от самого «{ $code }»
configurator-defect-no-columns = Нужен хотя бы один вид цены со своими ценами
configurator-defect-share = Доля берётся от вида цены со своими ценами и в той же валюте
configurator-defect-percent = Процент: больше нуля и до 10 000
configurator-defect-no-figure = Нет цены для вида «{ $column }»
configurator-defect-no-table = Нет таблицы для вида «{ $column }»
configurator-defect-unit = Шаг округления: от 0,01 до 10 000 рублей
configurator-defect-axis = Размеры таблицы: по возрастанию, не больше { $n } в ряду
configurator-defect-tables-differ = Таблицы разных видов цен: нужны те же размеры и те же пустые ячейки
configurator-defect-by = Этот способ — только для цен
configurator-defect-never = Значение «{ $value }» никогда нельзя выбрать: правила противоречат друг другу
