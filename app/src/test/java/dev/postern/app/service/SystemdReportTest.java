package dev.postern.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemdReportTest {

    private static ServiceState state(String shown) {
        return new SystemdReport(Scope.SYSTEM, shown).state();
    }

    @Test
    void aRunningServiceSaysSinceWhenAndWhat() {
        assertThat(
                        state(
                                """
                                LoadState=loaded
                                ActiveState=active
                                SubState=running
                                MainPID=42
                                ActiveEnterTimestamp=Fri 2026-11-27 09:00:00 UTC
                                StatusText=Listening on 127.0.0.1:1143
                                UnitFileState=enabled
                                NeedDaemonReload=no
                                """))
                .isEqualTo(
                        new ServiceState.Running(
                                "Postern runs since Fri 2026-11-27 09:00:00 UTC (pid 42). Listening"
                                        + " on 127.0.0.1:1143."));
    }

    @Test
    void oneThatWillNotStartByItselfSaysSo() {
        assertThat(state("LoadState=loaded\nActiveState=active\nUnitFileState=disabled").sentence())
                .contains("sudo systemctl enable postern.service");
    }

    @Test
    void whatNobodyInstalledIsAbsent() {
        assertThat(state("LoadState=not-found\nActiveState=inactive"))
                .isInstanceOf(ServiceState.Absent.class);
    }

    @Test
    void aFailureNamesTheExitCodeAndTheLog() {
        ServiceState failed =
                state("LoadState=loaded\nActiveState=failed\nResult=exit-code\nExecMainStatus=3");
        assertThat(failed).isInstanceOf(ServiceState.Down.class);
        assertThat(((ServiceState.Down) failed).exit()).hasValue(3);
        assertThat(failed.sentence()).contains("ended with 3", "postern service logs --system");
    }

    @Test
    void oneThatIsStartedAgainAndAgainSaysWhy() {
        assertThat(
                        state(
                                        """
                                        LoadState=loaded
                                        ActiveState=activating
                                        SubState=auto-restart
                                        NRestarts=7
                                        Result=watchdog
                                        """)
                                .sentence())
                .contains("again and again (7 times)", "did not answer");
    }

    @Test
    void oneThatNeedsTooMuchMemorySaysSo() {
        assertThat(state("LoadState=loaded\nActiveState=failed\nResult=oom-kill").sentence())
                .contains("MemoryMax");
    }
}
