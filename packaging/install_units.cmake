# Run by cmake --install and by cpack: installs what depends on where the program is installed.
include(${RANGED_SYSTEMD}/render_units.cmake)
string(SHA256 key "$ENV{DESTDIR} ${CMAKE_INSTALL_PREFIX}") # there may be two at the same time
set(rendered ${RANGED_RENDERED}/${key})
ranged_render_units(${rendered})
ranged_install_folders()

file(INSTALL DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/systemd/system TYPE FILE
     FILES ${rendered}/ranged.service ${rendered}/ranged@.service
           ${rendered}/ranged.socket)
file(REMOVE_RECURSE ${rendered})

# What an administrator has written is not written over.
set(defaults ${CMAKE_INSTALL_FULL_SYSCONFDIR}/default)
if(EXISTS $ENV{DESTDIR}${defaults}/ranged)
  message(STATUS "Kept: $ENV{DESTDIR}${defaults}/ranged")
else()
  file(INSTALL DESTINATION ${defaults} TYPE FILE RENAME ranged
       FILES ${RANGED_SYSTEMD}/ranged.default)
endif()

file(MAKE_DIRECTORY $ENV{DESTDIR}${CMAKE_INSTALL_FULL_LOCALSTATEDIR}/lib/ranged)
