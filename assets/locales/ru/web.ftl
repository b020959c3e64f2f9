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
