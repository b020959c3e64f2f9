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

# Восстановление: сервер запущен с --recovery.
web-recovery = Режим восстановления: кабинет открыт только администраторам. Обмен с 1С, письма и регулярные задачи остановлены
web-recovery-closed = Раздел пока закрыт
web-recovery-closed-do = В режиме восстановления открыты состояние, резервные копии и сотрудники. Остальное заработает после обычного запуска сервера.
web-recovery-away = Кабинет временно недоступен
web-recovery-away-why = Идут технические работы. Ваши заказы сохранены, кабинет скоро откроется снова.
web-recovery-leave = Выйти
web-recovery-enter = Вход для администраторов

# Пока сервер запускается.
web-starting = Кабинет запускается
web-upgrading = Кабинет обновляется
web-upgrading-backup = Делаем резервную копию перед обновлением.
web-upgrading-data = Обновляем данные.
web-starting-wait = Обычно это занимает несколько минут. Страница откроется сама.
