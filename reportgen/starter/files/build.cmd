@echo off
rem Builds the pack of the latest quarter into the folder output.
chcp 65001 >nul
cd /d "%~dp0"
set "REPORTGEN=reportgen"
if exist ".venv\Scripts\reportgen.exe" set "REPORTGEN=.venv\Scripts\reportgen.exe"
"%REPORTGEN%" build
if errorlevel 9009 echo reportgen was not found. Ask whoever installed it to put it on the PATH or into .venv here.
echo.
pause
