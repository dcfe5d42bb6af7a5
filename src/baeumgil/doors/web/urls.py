"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from baeumgil.doors.web.admin import accounts, api_keys
from baeumgil.doors.web.audit import views as audit
from baeumgil.doors.web.frame import gallery, home, preferences
from baeumgil.doors.web.me import views as me
from baeumgil.doors.web.people import notices
from baeumgil.doors.web.policies import pages as policies
from baeumgil.doors.web.sign_in import views as sign_in

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("me", me.show, name="me"),
    path("account", me.account, name="account"),
    path("account/password", sign_in.password, name="password"),
    path("sign-in", sign_in.show, name="sign-in"),
    path("sign-out", sign_in.leave, name="sign-out"),
    path("preferences", preferences.change, name="preferences"),
    path("privacy", home.privacy, name="privacy"),
    path("help", home.help_page, name="help"),
    path("notices", notices.index, name="notices"),
    path("notices/read", notices.read_all, name="notices-read"),
    path("notices/contacts", notices.contacts, name="contacts"),
    path("notices/deliveries", notices.outgoing, name="deliveries"),
    path("notices/deliveries/settle", notices.settle, name="deliveries-settle"),
    path("notices/<int:notice_id>/open", notices.follow, name="notice-open"),
    path("admin/accounts", accounts.index, name="accounts"),
    path("admin/accounts/new", accounts.new, name="account-new"),
    path("admin/accounts/<int:account>", accounts.show, name="account-card"),
    path("admin/accounts/<int:account>/close", accounts.close, name="account-close"),
    path("admin/accounts/<int:account>/open", accounts.reopen, name="account-open"),
    path("admin/accounts/<int:account>/password", accounts.reset, name="account-reset"),
    path("admin/accounts/<int:account>/grants", accounts.grant, name="account-grant"),
    path("admin/grants/<int:grant>/end", accounts.end, name="grant-end"),
    path("admin/keys", api_keys.index, name="api-keys"),
    path("admin/keys/<int:key>/revoke", api_keys.revoke, name="api-key-revoke"),
    path("audit", audit.entries, name="audit"),
    path("audit/access", audit.accesses, name="audit-access"),
    path("audit/sign-ins", audit.attempts, name="audit-sign-ins"),
    path("audit/chain", audit.chain, name="audit-chain"),
    path("policies", policies.index, name="policies"),
    path("policies/<str:policy_key>", policies.show, name="policy"),
    path("policies/<str:policy_key>/take-back/<str:first_day>", policies.take_back, name="policy-take-back"),
    path("_krds", gallery.show, name="krds"),
    path("", include("baeumgil.doors.web.office.urls")),
    path("", include("baeumgil.doors.web.plan.urls")),
    path("", include("baeumgil.doors.web.schedule.urls")),
    path("", include("baeumgil.doors.web.enrolment.urls")),
]
