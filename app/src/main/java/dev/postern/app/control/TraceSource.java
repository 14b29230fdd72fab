package dev.postern.app.control;

import java.time.Duration;
import java.util.Optional;

/** Where somebody can look on at what is said in sessions of one app. Thread-safe. */
public interface TraceSource {

    /** Of what is no whole bridge. */
    TraceSource NONE = app -> new Begun.Refused("Nothing can be traced here.");

    /** What became of the wish to look on. */
    sealed interface Begun {

        /** The caller closes it. */
        record Watching(Watch watch) implements Begun {}

        record Refused(String sentence) implements Begun {}
    }

    /** Looks on at sessions that begin from now on. */
    Begun watch(String app);

    /** One who looks on. */
    interface Watch extends AutoCloseable {

        /** Waits for the next line; empty if there is none in that time. */
        Optional<TraceText> next(Duration patience) throws InterruptedException;

        /** Whether the bridge goes on. */
        boolean isOpen();

        @Override
        void close();
    }

    /**
     * A line as it travels and is shown.
     *
     * @param time ISO 8601
     * @param from who speaks; empty for what happened and was not said
     */
    record TraceText(
            String time, String session, String protocol, String app, String from, String text) {}
}
