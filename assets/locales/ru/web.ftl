# Рамка страниц.
web-fresh = 1С: данные { $at }
web-nav-home = Главная
web-nav-dealers = Дилеры
web-nav-administration = Управление
web-nav-company = Компания
web-by-1c = 1С
web-by-cabinet = Кабинет
web-form-wrong = Не сохранено. Исправьте
web-form-kept = Остальное на месте.
web-seen-as = Вы смотрите кабинет как { $name } ({ $role }, { $company }). Изменить ничего нельзя
web-seen-as-end = Вернуться к себе
web-client-beside-on = Закупочные цены и маржа скрыты
web-client-beside-off = Закупочные цены и маржа снова видны
