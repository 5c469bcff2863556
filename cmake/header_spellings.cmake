# Other spellings of the drop-in headers' names: on Windows case does not count. They are made in the
# build tree, for a source tree with names that differ only in case cannot be checked out there.
# mapview-c++ takes any spelling; these are the usual ones, for whoever compiles without it.
# SPDX-License-Identifier: MIT

set(header_spellings_dir ${PROJECT_BINARY_DIR}/header_spellings)
set(header_spellings "")

# The header `name` can be included by each of the names that follow.
function(spelled name)
    foreach(spelling IN LISTS ARGN)
        set(file ${header_spellings_dir}/${spelling})
        file(CONFIGURE OUTPUT ${file} CONTENT "#include <${name}>\n" @ONLY)
        list(APPEND header_spellings ${file})
    endforeach()
    return(PROPAGATE header_spellings)
endfunction()

spelled(windows.h Windows.h WINDOWS.H WINDOWS.h windows.H Windows.H WinDows.h)
spelled(accctrl.h AccCtrl.h Accctrl.h)
spelled(aclapi.h AclAPI.h Aclapi.h AclApi.h)
spelled(excpt.h Excpt.h)
spelled(conio.h Conio.h CONIO.H)
spelled(intrin.h Intrin.h)
spelled(io.h IO.h Io.h)
spelled(mmsystem.h Mmsystem.h MMSystem.h)
spelled(process.h Process.h)
spelled(SDKDDKVer.h sdkddkver.h)
spelled(sddl.h Sddl.h)
spelled(shellapi.h Shellapi.h ShellAPI.h ShellApi.h)
spelled(strsafe.h Strsafe.h StrSafe.h)
spelled(tchar.h Tchar.h TChar.h TCHAR.h TCHAR.H)
spelled(winbase.h WinBase.h Winbase.h)
spelled(wincon.h WinCon.h Wincon.h)
spelled(windef.h WinDef.h Windef.h)
spelled(winerror.h WinError.h Winerror.h)
spelled(winuser.h WinUser.h Winuser.h)
spelled(lmcons.h Lmcons.h)
spelled(winnt.h WinNT.h Winnt.h WinNt.h)
