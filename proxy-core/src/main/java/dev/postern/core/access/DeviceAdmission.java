package dev.postern.core.access;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides about a device that cannot say who it is: the app is the listener's, and all that the
 * device shows is where it is. So nothing here is lenient: the address is among the app's sources,
 * loopback too only if it is named, and an app that does not say what it may send sends nothing.
 *
 * <p>Failures are neither counted nor held back: there is nothing to guess.
 */
final class DeviceAdmission {

    private DeviceAdmission() {}

    static Verdict decide(
            Directory directory, String appName, Protocol protocol, Source source, Instant now) {
        Optional<App> app = directory.device(appName);
        if (app.isEmpty()) {
            return new Verdict.Denied(Denial.NO_DEVICE, Duration.ZERO);
        }
        AppPolicy policy = app.get().policy();
        if (!policy.protocols().contains(protocol)) {
            return denied(app.get(), Denial.PROTOCOL_NOT_ALLOWED);
        }
        if (policy.sources().stream().noneMatch(it -> it.contains(source.address()))) {
            return denied(app.get(), Denial.SOURCE_NOT_ALLOWED);
        }
        if (policy.smtp().senders().isEmpty() || policy.smtp().recipients().isEmpty()) {
            return denied(app.get(), Denial.DEVICE_WITHOUT_LIMITS);
        }
        if (policy.isExpired(now)) {
            return denied(app.get(), Denial.EXPIRED);
        }
        // There may be a program of that user behind it, or not: nobody can tell.
        if (policy.user().isPresent()) {
            return denied(app.get(), Denial.OTHER_LOCAL_USER);
        }
        // A device has no user name that could select a mailbox of a whole domain.
        Optional<Account> account =
                directory.configured(app.get().account()).filter(it -> !it.isCatchAll());
        return account.isPresent() && account.get().upstream(protocol).isPresent()
                ? new Verdict.Accepted(app.get(), account.get())
                : denied(app.get(), Denial.NO_UPSTREAM);
    }

    private static Verdict denied(App app, Denial why) {
        return new Verdict.Denied(why, Optional.of(app.account()), Duration.ZERO);
    }
}
