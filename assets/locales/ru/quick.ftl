# Быстрый заказ: строки набирают, вставляют и загружают.

quick-title = Быстрый заказ
quick-drafts = Черновики
quick-about = Наберите артикулы, вставьте столбцы из таблицы или загрузите файл. Сначала покажем, что нашлось, и только потом добавим строки в черновик.
quick-about-draft = Строки попадут в черновик «{ $draft }». Сначала покажем, что нашлось.
quick-dealer = Для какого дилера
quick-dealer-none = Выберите дилера
quick-dealer-choose = Выбрать
quick-rows = Строки
quick-rows-about = Enter — следующее поле
quick-rows-more = Ещё строки
quick-check = Проверить
quick-col-what = Артикул или название
quick-col-article = Артикул
quick-col-quantity = Количество
quick-col-comment = Комментарий
quick-col-why = Что исправить
quick-col-found = Товар
quick-col-price = Цена
quick-col-sum = Сумма
quick-col-rrp = РРЦ
quick-col-action = Действие
quick-what-of = Артикул или название, строка { $n }
quick-quantity-of = Количество, строка { $n }
quick-choice-of = Выбор товара, строка { $n }
quick-suggestions = Подходящие товары
quick-paste = Вставить из таблицы
quick-paste-label = Столбцы «артикул» и «количество»
quick-paste-about = До 5 000 строк. Порядок столбцов любой, заголовки можно оставить.
quick-paste-example = ТВ-70-2С	12
quick-paste-check = Проверить вставленное
quick-file = Загрузить файл
quick-file-label = Файл XLSX или CSV
quick-file-about = До 5 000 строк и 5 МБ. Читаем первый лист.
quick-file-check = Загрузить и проверить
quick-file-sheet = Заказ
quick-file-template = Шаблон заказа
quick-file-rest = Строки с замечаниями
quick-open = Незаконченные списки
quick-home = Заказать списком
quick-home-why = Вставьте столбцы из таблицы или загрузите файл
quick-template = Шаблон:

quick-headings-article = артикул,артикул товара,артикул поставщика,код,код товара,номенклатурный номер,sku,article,item,part number,code,штрихкод,штрих-код,barcode
quick-headings-name = наименование,название,номенклатура,товар,наименование товара,name,product,description
quick-headings-quantity = количество,кол-во,кол,к-во,заказ,заказано,шт,quantity,qty,pcs,amount
quick-headings-comment = комментарий,примечание,заметка,comment,note,notes

quick-units = шт штук штука штуки ед, уп упак упаковка упаковки упаковок, компл комплект комплекта комплектов к-т, пар пара пары, м метр метра метров, кг, г, л литр литра литров, рул рулон рулона рулонов, т

quick-check-title = Проверка строк
quick-check-all-good = { $lines ->
    [one] { $lines } строка готова к заказу.
    [few] { $lines } строки готовы к заказу.
   *[many] { $lines } строк готовы к заказу.
}
quick-check-some = { $lines ->
    [one] { $lines } строка готова
    [few] { $lines } строки готовы
   *[many] { $lines } строк готовы
}, { $bad ->
    [one] { $bad } ждёт исправления.
    [few] { $bad } ждут исправления.
   *[many] { $bad } ждут исправления.
}
quick-check-bad = { $bad ->
    [one] { $bad } строка ждёт исправления.
    [few] { $bad } строки ждут исправления.
   *[many] { $bad } строк ждут исправления.
}
quick-unsearched = { $n ->
    [one] Похожие товары показаны для первых { $limit } ненайденных строк, ещё для { $n } — нет. Исправьте эти и проверьте снова.
    [few] Похожие товары показаны для первых { $limit } ненайденных строк, ещё для { $n } — нет. Исправьте эти и проверьте снова.
   *[many] Похожие товары показаны для первых { $limit } ненайденных строк, ещё для { $n } — нет. Исправьте эти и проверьте снова.
}
quick-check-again = Проверить снова
quick-check-went = Готовые строки уже в черновике «{ $draft }»
quick-check-none = Здесь пусто
quick-check-none-do = Все строки разобраны.
quick-to-draft = Открыть черновик
quick-lines = Строки
quick-lines-count = { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}
quick-place = Строка { $n }
quick-row-remove = Убрать строку { $n }
quick-kinds = Что показать
quick-kind-all = Все
quick-kind-bad = Исправить
quick-kind-ready = Готовы
quick-kind-remarked = С пометкой
quick-kind-ambiguous = Нужен выбор
quick-kind-configure = Нужен расчёт
quick-kind-not-found = Не найдены
quick-kind-withdrawn = Сняты с продажи
quick-kind-quantity = Количество
quick-choose = Выберите товар
quick-choice-read = { $what } — { $quantity }
quick-configure = Рассчитать
quick-choose-substitute = Замены и похожие товары
quick-take-substitute = Взять замену
quick-choose-near = Похожие товары

quick-remark-rounded = Продаётся по { $step } { $unit }: будет { $to } вместо { $asked }
quick-remark-converted = Замена продаётся в других единицах: { $asked } { $from } — это { $to } { $unit }
quick-remark-short = На складе { $have } { $unit }
quick-remark-none = Нет на складе
quick-remark-summed = { $rows ->
    [one] Сложено из { $rows } строки
    [few] Сложено из { $rows } строк
   *[many] Сложено из { $rows } строк
}
quick-remark-read = Прочитали как «{ $what }», количество { $quantity }
quick-remark-joined = Сложено со строкой { $place }
quick-why-ambiguous = { $n ->
    [one] Подходит { $n } товар, выберите нужный
    [few] Подходят { $n } товара, выберите нужный
   *[many] Подходят { $n } товаров, выберите нужный
}
quick-why-unsure = Строку можно прочитать по-разному, выберите товар и количество
quick-why-configure = Делается на заказ: цена будет после расчёта
quick-why-unit = Товар продаётся в «{ $unit }», а указано «{ $written }»
quick-why-substitute-unit = Прежний товар продавался в «{ $old }», замена продаётся в «{ $unit }»: укажите количество вместе с единицей
quick-why-several-numbers = Здесь несколько чисел, оставьте одно
quick-why-not-found = Такого товара нет в каталоге
quick-why-nothing-written = Артикул не указан
quick-why-withdrawn = Снят с продажи, замена не указана
quick-why-replaced = Снят с продажи. Вместо него: { $what }
quick-why-near = Похожие: { $near }
quick-why-not-positive = Количество должно быть больше нуля
quick-why-too-much = Количество больше 1 000 000

quick-put-title = В черновик
quick-put-draft = Черновик
quick-put-new = Новый черновик
quick-put-name = Название нового
quick-put-do = { $n ->
    [one] Добавить { $n } строку в черновик
    [few] Добавить { $n } строки в черновик
   *[many] Добавить { $n } строк в черновик
}
quick-put-rest = { $n ->
    [one] { $n } строка с замечанием останется здесь.
    [few] { $n } строки с замечаниями останутся здесь.
   *[many] { $n } строк с замечаниями останутся здесь.
}
quick-put-unfinished = { $n ->
    [one] { $n } строка ждёт расчёта: «Рассчитать» добавит её в черновик.
    [few] { $n } строки ждут расчёта: «Рассчитать» добавит каждую в черновик.
   *[many] { $n } строк ждут расчёта: «Рассчитать» добавит каждую в черновик.
}
quick-put-none = Готовых строк нет. Исправьте строки и проверьте снова.
quick-put = { $lines ->
    [one] В черновик «{ $draft }» добавлена { $lines } строка
    [few] В черновик «{ $draft }» добавлены { $lines } строки
   *[many] В черновик «{ $draft }» добавлено { $lines } строк
}
quick-put-some = { $lines ->
    [one] В черновик «{ $draft }» добавлена { $lines } строка. Осталось: { $left }
    [few] В черновик «{ $draft }» добавлены { $lines } строки. Осталось: { $left }
   *[many] В черновик «{ $draft }» добавлено { $lines } строк. Осталось: { $left }
}
quick-put-many = Строки разошлись по черновикам ({ $drafts }): { $names }. Всего строк: { $lines }
quick-put-many-some = Строки разошлись по черновикам ({ $drafts }): { $names }. Всего строк: { $lines }, осталось здесь: { $left }
quick-put-drafts = В черновике до { $limit } строк, понадобится { $n ->
    [one] { $n } черновик
    [few] { $n } черновика
   *[many] { $n } черновиков
}: следующие назовём так же, с номером.
quick-typed-over = Сейчас в списке: «{ $what }», количество { $quantity }
quick-typed-lost = Этих строк в списке больше нет, вы вводили:
quick-total = К оплате
quick-total-rrp = По РРЦ
quick-rest = Забрать файлом
quick-rest-about = Строки с замечаниями и причина у каждой. Исправьте и загрузите снова.
quick-remove = Удалить список
quick-remove-ask = Удалить этот список?
quick-remove-what = Строки, которые ещё не в черновике, пропадут. Черновики останутся.
quick-keep = Оставить
quick-draft-unnamed = Быстрый заказ от { $day }

quick-refusal-nothing = Пока нечего проверять: впишите артикулы, вставьте столбцы или выберите файл
quick-refusal-too-many = В одном списке не больше { $limit } строк. Разделите его на части
quick-refusal-moved = Список изменили, пока вы на него смотрели. Что вы ввели, осталось в полях: сверьте и отправьте снова
quick-refusal-none-ready = Готовых строк нет. Исправьте строки и проверьте снова
quick-refusal-no-file = Выберите файл
quick-refusal-draft-full = В этом черновике больше нет места: в заказе до 1 000 строк. Выберите другой или новый

quick-job-tidy = Удаляет списки быстрого заказа старше двух недель
