package dev.postern.core.spare;

import dev.postern.core.upstream.Dialled;
import dev.postern.core.upstream.PendingLogin;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A login that takes a spare where there is one, and goes the long way where there is none. Lives
 * on the client's event loop; over when it has told its result or was cancelled.
 */
final class SpareLogin implements PendingLogin {

    private final Stock stock;
    private final EventLoop loop;
    private final Function<Consumer<Dialled>, PendingLogin> longWay;
    private final Consumer<Dialled> result;

    private @Nullable PendingLogin dialling;
    private boolean over;

    /**
     * @param longWay starts a login
     */
    SpareLogin(
            Stock stock,
            EventLoop loop,
            Function<Consumer<Dialled>, PendingLogin> longWay,
            Consumer<Dialled> result) {
        this.stock = stock;
        this.loop = loop;
        this.longWay = longWay;
        this.result = result;
    }

    void start() {
        Optional<Spare> spare = stock.take();
        if (spare.isPresent()) {
            spare.get().moveTo(loop, this::given, this::lost);
        } else {
            dialling = longWay.apply(this::dialled);
        }
    }

    /** A dead spare is no news to anybody: nothing was said to the client yet. */
    private void lost(Discarded why) {
        stock.discarded(why);
        if (!over) {
            start();
        }
    }

    private void given(Dialled.Connected connected) {
        if (over) {
            connected.channel().close();
            stock.discarded(Discarded.LEFT);
            return;
        }
        over = true;
        stock.used();
        result.accept(connected);
        stock.fill(loop);
    }

    private void dialled(Dialled dialled) {
        over = true;
        result.accept(dialled);
        switch (dialled) {
            case Dialled.Connected ignored -> stock.fill(loop);
            case Dialled.Failed failed -> stock.refused(failed.failure());
        }
    }

    @Override
    public void cancel() {
        over = true;
        if (dialling != null) {
            dialling.cancel();
        }
    }
}
