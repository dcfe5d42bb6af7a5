"""Accounts, grants, sign-ins and keys."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from baeumgil.core.actors import Role
from baeumgil.core.fields import TermField
from baeumgil.stages.people.terms import AttemptOutcome, SignInEnd


class Account(AbstractBaseUser):
    """계정. One sign-in for one person; operators of the system may have one without a person."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=100)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []
    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.username


class PastPassword(models.Model):
    """A password hash that was replaced, kept so that it is not chosen again too soon."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["account", "-replaced_at"]),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.replaced_at}"


class GrantRecord(models.Model):
    """권한 기록. Who gave which role in which unit's subtree, from when to when. Never deleted."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = TermField(Role)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    granted_by = models.CharField(max_length=200)
    granted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="people_grant_span", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class SignIn(models.Model):
    """접속. One browser's time from signing in to its end; its limits are fixed when it begins."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    address = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    idle_minutes = models.IntegerField()
    ended_at = models.DateTimeField(null=True)
    end = TermField(SignInEnd, null=True)

    class Meta:
        indexes = (models.Index(fields=["account", "ended_at"]),)
        constraints = (models.CheckConstraint(name="people_sign_in_idle", condition=Q(idle_minutes__gt=0)),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.started_at}"


class SignInAttempt(models.Model):
    """로그인 시도. For lock-out and for the auditor; the password tried is never kept."""

    at = models.DateTimeField(db_index=True)
    username = models.CharField(max_length=60)
    address = models.CharField(max_length=64, blank=True)
    outcome = TermField(AttemptOutcome)

    class Meta:
        indexes = (models.Index(fields=["address", "-at"]), models.Index(fields=["username", "-at"]))

    def __str__(self) -> str:
        return f"{self.username} {self.at}"


class ApiKey(models.Model):
    """API 열쇠. Only the hash of the secret is kept; scopes say what it may read."""

    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
