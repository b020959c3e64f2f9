# People, roles, rights.
access-role-admin = administrator
access-role-manager = manager
access-role-director = director
access-role-buyer = buyer
access-role-seller = seller
access-role-accountant = accountant
access-permission-access-signed-in = Enter the cabinet
access-permission-see-purchase-price = See purchase prices
access-permission-see-margin = See margin
access-permission-see-finance = See settlements
access-permission-access-administer = Administer the cabinet
access-password-short = At least { $min } characters are needed
access-password-long = The password is too long
access-sign-in-wait = Too many attempts. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
access-sign-in-wrong = The e-mail or the password doesn’t match
access-invitation-used = The invitation has been used. Sign in with e-mail and password
access-invitation-expired = The invitation has expired. Ask for a new one
access-invitation-known-password = This isn’t the password of your account
access-email-wrong = An e-mail address is needed. For example: anna@company.com
access-name-wrong = Enter first and last name
access-role-wrong = This role doesn’t fit the company
access-already-member = This person already works in the company
access-event-invited = { $name }: invitation sent
access-event-joined = { $name }: first sign-in, { $company }
access-event-changed = { $name }: rights changed
access-event-password-set = { $name }: new password
access-event-preferred = { $name }: preferences changed
access-permission-dealers-see = See dealers
access-permission-dealers-edit = Add and change dealers
access-permission-company-see = See the own company
access-permission-people-invite = Invite and disable people
access-phone-wrong = The telephone is too long
access-own-role = You can’t change your own role: ask another administrator
access-disable-self = You can’t disable yourself
access-last-administrator = This is the last administrator. First appoint another
access-invite-disabled = The person is disabled. Enable first
access-invite-joined = The person has come in already and has a password
access-event-disabled = { $name }: access disabled, { $company }
access-event-enabled = { $name }: access enabled, { $company }
