@echo off
rem Reads and checks the latest quarter and says what to put right. Nothing is written.
chcp 65001 >nul
cd /d "%~dp0"
set "REPORTGEN=reportgen"
if exist ".venv\Scripts\reportgen.exe" set "REPORTGEN=.venv\Scripts\reportgen.exe"
"%REPORTGEN%" check
if errorlevel 9009 echo reportgen was not found. Ask whoever installed it to put it on the PATH or into .venv here.
echo.
pause
