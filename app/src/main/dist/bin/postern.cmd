@echo off
rem Starts Postern with JAVA_HOME's Java, or else the one on PATH; it must be 21 or newer.
rem POSTERN_JAVA_OPTS adds options for the JVM. What the options are for: see the file postern.
rem Written without a Windows machine at hand: please report what does not work.
setlocal

set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"

set "needed=21"
set "version=0"
for /f "tokens=3" %%v in ('^""%java%" -version 2^>^&1 ^| findstr /c:" version "^"') do set "version=%%~v"
for /f "delims=.-+ tokens=1" %%v in ("%version%") do set "version=%%v"
if %version% lss %needed% (
    echo postern: needs Java %needed% or newer, from https://adoptium.net or "winget install EclipseAdoptium.Temurin.%needed%.JRE". 1>&2
    echo If you have one, set JAVA_HOME to its directory. 1>&2
    exit /b 1
)

"%java%" -XX:+UseSerialGC -Xms16m -Xmx256m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -Dio.netty.leakDetection.level=disabled %POSTERN_JAVA_OPTS% -cp "%~dp0..\lib\postern.jar" dev.postern.app.Main %*
