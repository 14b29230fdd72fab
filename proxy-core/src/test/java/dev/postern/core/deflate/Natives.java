package dev.postern.core.deflate;

import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Counts what holds native memory. Used on one thread. */
final class Natives {

    private int open;
    private int made;

    /** Those that were made and not yet ended. */
    int open() {
        return open;
    }

    int made() {
        return made;
    }

    private void opened() {
        open++;
        made++;
    }

    Inflater inflater() {
        opened();
        return new Inflater(true) {
            @Override
            public void end() {
                super.end();
                open--;
            }
        };
    }

    Deflater deflater() {
        opened();
        return new Deflater(Deflater.BEST_SPEED, true) {
            @Override
            public void end() {
                super.end();
                open--;
            }
        };
    }
}
