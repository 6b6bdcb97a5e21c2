@echo off
rem Starts Hozon from a checkout on Windows: the twin of the script "hozon", untested so far.
rem Builds when there is no build yet; after a change of the sources run: mvnw -q -Dquick -Dmaven.test.skip=true package
setlocal
set "ROOT=%~dp0"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo hozon: Java 17 or newer is needed; install a JDK or set JAVA_HOME. 1>&2
  exit /b 1
)
if not exist "%ROOT%app\target\hozon.jar" (
  echo hozon: building, this takes a few minutes ... 1>&2
  pushd "%ROOT%"
  call mvnw.cmd -q -B -Dquick -Dmaven.test.skip=true package 1>&2
  if errorlevel 1 (
    popd
    echo hozon: the build failed; what went wrong stands above. 1>&2
    exit /b 1
  )
  popd
)
set "FLAGS=-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
for %%A in (%*) do if /i "%%~A"=="node" set "FLAGS=-Xms64m -Xmx384m -XX:MaxDirectMemorySize=512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:-ShrinkHeapInSteps"
set "WINDOW=-Xms48m -Xmn40m -Xmx512m -XX:+UseSerialGC -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:-ShrinkHeapInSteps"
for %%A in (%*) do if /i "%%~A"=="gui" set "FLAGS=%WINDOW%"
if "%~1"=="" set "FLAGS=%WINDOW%"
for %%A in (%*) do if /i "%%~A"=="simulate" set "FLAGS=-Xmx3g"
"%JAVA%" "@%ROOT%jvm.options" %FLAGS% %HOZON_JAVA_OPTS% -cp "%ROOT%app\target\hozon.jar" org.hozon.app.Main %*
exit /b %ERRORLEVEL%
