package dev.postern.core.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One page for the person's browser: whole in itself, without scripts.
 *
 * @param status of HTTP
 * @param title one short sentence
 * @param text plain text, also where a provider wrote it
 */
record Page(int status, String title, String text) {

    static final Page SIGNED_IN =
            new Page(200, "Done.", "You are signed in. You may close this page.");

    static final Page ALREADY_DONE =
            new Page(200, "Already done.", "You are signed in already. You may close this page.");

    static final Page ALREADY_OVER =
            new Page(
                    200,
                    "Already over.",
                    "This sign-in has ended. What came of it stands where you started it.");

    static final Page FINISHING =
            new Page(
                    200,
                    "Postern is finishing.",
                    "The provider takes its time. Whether it worked will stand where you started"
                            + " to sign in; you may close this page.");

    static final Page OTHER_SIGN_IN =
            new Page(
                    400,
                    "This is not the page of your current sign-in.",
                    "Nothing was done. Go on in the page that Postern opened last, or open the"
                            + " address that it printed.");

    static final Page GIVEN_UP =
            new Page(
                    200,
                    "Postern has stopped waiting.",
                    "The sign-in was ended before it was complete. Start it again where you started"
                            + " it.");

    static final Page NOT_FOUND = new Page(404, "Nothing is here.", "Postern waits elsewhere.");

    static final Page ONLY_GET = new Page(405, "Only GET.", "Nothing was done.");

    private static final String STYLE =
            ":root{color-scheme:light dark}"
                    + "body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;padding:15vh 1.5rem}"
                    + "main{max-width:36rem;margin:auto}"
                    + "h1{font-size:1.75rem;line-height:1.25}"
                    + "p{overflow-wrap:anywhere;white-space:pre-line}";

    /** Nothing may be loaded, framed or sent, and no style but ours counts. */
    static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    .formatted(sha256(STYLE));

    static Page denied(Redirected.Denied denied) {
        return new Page(200, "The provider says no: " + denied.words(), "You may close this page.");
    }

    static Page failed(Conclusion.Failed failed) {
        return new Page(
                200,
                "You are not signed in.",
                failed.reason() + "\nTo try again: " + failed.command());
    }

    String html() {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s - Postern</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        <p>%s</p>
        </main>
        </body>
        </html>
        """
                .formatted(escaped(title), STYLE, escaped(title), escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
