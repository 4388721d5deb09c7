# Run as: cmake -DROOT=<source dir> -DSCRATCH=<folder> -P units.cmake
#
# systemd understands every line of the units, alone and with each drop-in, and finds them as little
# exposed as they are meant to be.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${SCRATCH})

# The units name a program, and it is looked for: any will do.
set(CMAKE_INSTALL_PREFIX ${SCRATCH})
file(WRITE ${SCRATCH}/sbin/ranged "#!/bin/sh\n")
file(CHMOD ${SCRATCH}/sbin/ranged PERMISSIONS OWNER_READ OWNER_EXECUTE)
include(${ROOT}/systemd/render_units.cmake)

function(analyze)
  execute_process(COMMAND systemd-analyze ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output
                  ERROR_VARIABLE output)
  set(status "${status}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# check(FOLDER DROP_IN MOST UNIT...): at MOST so many tenths of exposure of each UNIT with that
# drop-in, which may be "".
function(check name drop_in most)
  set(folder ${SCRATCH}/${name})
  ranged_render_units(${folder})
  file(GLOB units ${folder}/*)
  list(LENGTH units count)
  if(NOT count EQUAL 3)
    message(FATAL_ERROR "units: not three units: ${units}")
  endif()
  foreach(unit ${units})
    file(STRINGS ${unit} left REGEX "@[A-Z_]+@")
    if(left)
      message(FATAL_ERROR "units: not filled in, in ${unit}: ${left}")
    endif()
  endforeach()
  if(drop_in)
    foreach(unit ${ARGN})
      file(COPY ${ROOT}/systemd/${drop_in} DESTINATION ${folder}/${unit}.d)
    endforeach()
  endif()
  analyze(verify --man=no --recursive-errors=no ${units})
  if(status OR output)
    message(FATAL_ERROR "units: systemd-analyze verify, ${name} ${drop_in}:\n${output}")
  endif()
  foreach(unit ${ARGN})
    analyze(security --offline=yes --threshold=${most} ${folder}/${unit})
    if(status)
      message(FATAL_ERROR "units: ${unit} ${drop_in} is more exposed than ${most} tenths:\n${output}")
    endif()
    string(REGEX MATCH "exposure level for [^\n]*[0-9]" said "${output}")
    message(STATUS "${drop_in}: ${said}")
  endforeach()
endfunction()

check(alone "" 12 ranged.service ranged@.service)
check(behind_socket no-network.conf 3 ranged.service)
check(on_port_80 port-80.conf 15 ranged.service ranged@.service)
